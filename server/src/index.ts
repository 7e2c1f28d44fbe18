import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import pino, { type Logger } from 'pino'
import { openRuntime, type MovableClock, type Runtime } from '@lianban/engine/runtime'
import { databaseOf } from './store.ts'
import { seedAlmanac } from './almanac/seed.ts'
import { createApp } from './app.ts'
import { retentionSettings } from './archive/settings.ts'
import { Sessions } from './auth/session.ts'
import { projectCases } from './cases/caseList.ts'
import { projectClocks } from './clocks/projection.ts'
import type { Server } from './context.ts'
import { demoClock } from './demo/clock.ts'
import { seedDistrict } from './demo/seed.ts'
import { documentHandler } from './documents/documents.ts'
import { Live } from './live/live.ts'
import { Migrations } from './migrations/migrations.ts'
import { Metrics } from './observe/metrics.ts'
import { requestId } from './observe/requests.ts'
import { handoverDuty } from './people/handover/duty.ts'
import { projectHandover } from './people/handover/projection.ts'
import { People } from './people/people.ts'
import { alone, migrateServer } from './schema.ts'
import { cardDuty } from './supervision/cards/duty.ts'
import { projectModelCards } from './supervision/cards/modelCards.ts'
import { projectTimes } from './supervision/figures/taskTimes.ts'
import { watchDuty } from './supervision/watch/duty.ts'
import { projectWatch } from './supervision/watch/projection.ts'
import { tablesOf, type ServerDb } from './tables.ts'

export interface ServerOptions {
  /** Folder of the embedded database; made when missing. */
  dataDir: string
  /** `postgres://USER:PASSWORD@HOST:PORT/DATABASE` instead of the embedded database: several servers may share it. */
  databaseUrl?: string | undefined
  /** Seed an empty database with the demo district and allow the clock to be moved. */
  demo: boolean
  /** A clock of the caller's own: tests. */
  clock?: MovableClock
  /** Where a demo's clock starts, ISO 8601; only on an empty database. */
  startAt?: string
  /** Default: none. */
  log?: Logger
  metricsToken?: string | undefined
  /** Name of this node on a shared database, the same after a restart: what it had in hand when it died it takes up at once. */
  node?: string | undefined
}

export interface RunningServer {
  readonly app: Hono
  readonly runtime: Runtime
  /** True when this start has seeded the demo district. */
  readonly seeded: boolean
  readonly server: Server
  close(): Promise<void>
}

export const version = '0.1.0'

/** Opens everything behind one `fetch`: database, runtime, routes. Listening is the caller's part. */
export async function openServer(options: ServerOptions): Promise<RunningServer> {
  const log = options.log ?? pino({ level: 'silent' })
  const metrics = new Metrics()
  const { store, bytes } = databaseOf(options)
  await store.migrate()
  const late: { runtime?: Runtime; db: ServerDb; server?: Server } = { db: tablesOf(store.sql) }
  // One file has one server: whatever was in hand was in its own.
  const node = options.node ?? (options.databaseUrl === undefined ? 'the server' : undefined)
  const theRuntime = (): Runtime => late.runtime!
  const live = new Live()
  const tellCard = (caseId: string): void => live.tell({ topic: 'card', caseId })
  const demo = options.demo || (await store.setting('demo')) === 'true'
  const clock = options.clock ?? (demo ? await demoClock(store, options.startAt) : undefined)
  const onError = (error: unknown, doing: string): void =>
    log.error({ err: error, requestId: requestId(), doing }, 'unexpected trouble')
  const runtime = await openRuntime({
    store,
    ...(clock ? { clock } : {}),
    handlers: { document: documentHandler(theRuntime, () => late.db) },
    projections: [
      projectCases(theRuntime),
      projectClocks(theRuntime),
      projectModelCards(theRuntime),
      projectWatch(theRuntime),
      projectTimes,
      projectHandover(theRuntime),
    ],
    duties: [
      watchDuty(theRuntime, () => late.db, tellCard),
      cardDuty(() => late.server!, tellCard),
      handoverDuty(() => late.server!),
    ],
    onCommit(caseId, events) {
      live.tell({ topic: 'case', caseId })
      // The pump sleeps until what was due next before this commit.
      if (events.some(({ type }) => type.startsWith('clock') || type === 'dueDerived' || type === 'cardRaised'))
        late.runtime?.wake()
      if (events.length > 0)
        log.info({ requestId: requestId(), caseId, events: events.map(({ type }) => type) }, 'committed')
    },
    onError,
    meter: metrics.meter,
    retention: retentionSettings(),
    ...(node === undefined ? {} : { node }),
    start: false,
  })
  late.runtime = runtime
  await migrateServer(runtime, bytes)
  await seedAlmanac(runtime)
  const people = new People(runtime, late.db)
  const sessions = new Sessions(runtime, late.db, people)
  const secret = await secretOf(runtime)
  const migrations = new Migrations({ runtime, db: late.db, onError })
  const shared = { runtime, db: late.db, people, sessions, live, migrations }
  const server: Server = { ...shared, secret, demo, version, locale: 'zh-CN' }
  late.server = server
  const seeded = demo && (await seedDistrict(server))
  runtime.wake()
  await migrations.resume()
  metrics.watch(server)
  const app = createApp(server, { log, metrics, metricsToken: options.metricsToken })
  const close = async (): Promise<void> => {
    await migrations.close()
    await runtime.close()
  }
  return { app, runtime, seeded, server, close }
}

async function secretOf(runtime: Runtime): Promise<string> {
  const kept = await runtime.store.setting('secret')
  if (kept) return kept
  await runtime.transaction(async (transaction) => {
    await alone(transaction)
    if ((await runtime.store.setting('secret')) === undefined)
      await transaction.setSetting('secret', randomBytes(32).toString('base64url'))
  })
  return (await runtime.store.setting('secret'))!
}
