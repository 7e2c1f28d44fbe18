import { resolve } from 'node:path'
import { addDuration, isTimeProblem, parseDuration } from '@lianban/engine'
import { openRuntime, type Retention, type Runtime } from '@lianban/engine/runtime'
import { databaseOf } from '../store.ts'
import { tablesOf, type ServerDb } from '../tables.ts'

/** The database that the environment names, as `npm start` reads it. */
export function settings(): { dataDir: string; databaseUrl: string | undefined } {
  const { DATA_DIR = './data', DATABASE_URL } = process.env
  return { dataDir: fromCaller(DATA_DIR), databaseUrl: DATABASE_URL || undefined }
}

/** How long requests and letters are kept, as the environment says. */
export function retentionSettings(): Retention {
  return { requests: durationOf('REQUEST_RETENTION'), letters: durationOf('LETTER_RETENTION') }
}

/** Milliseconds. @throws when the variable holds something else than a duration */
function durationOf(name: string): number {
  const text = process.env[name] || 'P30D'
  const duration = parseDuration(text)
  if (isTimeProblem(duration))
    throw new Error(`Expected ${name} to be an ISO 8601 duration such as P30D, but it is ${text}`)
  return addDuration(0, duration)
}

/** A path as the caller of the command means it. */
export const fromCaller = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path)

/** Opens the database beside a server that may be running; nothing that is due is taken up. */
export async function withDatabase<T>(work: (runtime: Runtime, db: ServerDb) => Promise<T>): Promise<T> {
  const { store } = databaseOf(settings())
  const runtime = await openRuntime({ store, start: false })
  return work(runtime, tablesOf(store.sql)).finally(() => runtime.close())
}

/** Words for the person at the terminal; exit code 1, or 2 for a call that cannot be understood. */
export function complain(words: string, code: 1 | 2 = 1): number {
  process.stderr.write(`${words}\n`)
  return code
}
