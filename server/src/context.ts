import type { Runtime } from '@lianban/engine/runtime'
import type { Sessions } from './auth/session.ts'
import type { Live } from './live/live.ts'
import type { Migrations } from './migrations/migrations.ts'
import type { People } from './people/people.ts'
import type { ServerDb } from './tables.ts'

/** What routes and services share. */
export interface Server {
  readonly runtime: Runtime
  readonly db: ServerDb
  readonly people: People
  readonly sessions: Sessions
  readonly live: Live
  readonly migrations: Migrations
  /** Key of the tracking codes. */
  readonly secret: string
  /** True where the clock may be moved and demo accounts are shown. */
  readonly demo: boolean
  readonly version: string
  /** Language of whoever asks; each request has its own (`reading`). */
  readonly locale: Locale
}

export type Locale = 'zh-CN' | 'en'

export const iso = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+08:00')
