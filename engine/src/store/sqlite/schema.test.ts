import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, expect, it } from 'vitest'
import { verify } from '../../audit/chain.ts'
import { replay } from '../../step/apply.ts'
import { encodeState } from '../../step/state.ts'
import type { Event } from '../../step/event.ts'
import { digest } from '../digest.ts'
import { sqliteStore } from './index.ts'
import { first } from './schema/first.ts'

const folder = mkdtempSync(join(tmpdir(), 'lianban-schema-'))
afterAll(() => rmSync(folder, { recursive: true }))

const events: Event[] = [
  { type: 'caseStarted', case: 'c', process: 'p', version: 1, element: 'p' },
  { type: 'statusChanged', element: 'p', code: 'received' },
]

/** A file as the first schema left it: one case with a task, its queue and a timer. */
function oldFile(): string {
  const file = join(folder, 'old.db')
  const database = new Database(file)
  first(database)
  database.pragma('user_version = 1')
  const recorded = events.map((event, index) => ({ seq: index + 1, at: 7, event }))
  const state = encodeState(replay(recorded))
  database.prepare(`INSERT INTO cases VALUES ('c', 'p', 1, 'A-1', 'active', 7, NULL, ?)`).run(state)
  const event = database.prepare(`INSERT INTO events VALUES ('c', ?, 7, ?, ?)`)
  for (const { seq, event: one } of recorded) event.run(seq, one.type, JSON.stringify(one))
  database.exec(`
    INSERT INTO tasks VALUES ('c.2', 'c', 2, 'look', 'open', 1, NULL, '["eco"]', '[]', NULL, 50, 99, 7, NULL, NULL);
    INSERT INTO task_queue VALUES ('group:eco', 99, 'c.2');
    INSERT INTO timers VALUES ('c', 2, 'remind', 55);
    INSERT INTO jobs VALUES ('c', 3, 'print', 'print', 3, '{}', 7);
    INSERT INTO subscriptions VALUES ('c', 4, 'wait', 0, 'message', 'paid', 'k');
  `)
  database.close()
  return file
}

it('brings a file of the first schema up to date, with everything that waits in it, and seals its record', async () => {
  const store = sqliteStore(oldFile())
  await store.migrate()
  const row = (await store.case('c'))!
  const steps = await store.steps('c')
  expect(verify('c', steps, row.seal, digest)).toMatchObject({ ok: true, events: 2 })
  expect((await store.events('c')).map(({ event }) => event)).toEqual(events)
  const [task] = await store.openTasks({ owners: ['group:eco'], limit: 9 })
  expect(task).toMatchObject({ id: 'c.2', dueAt: 99 })
  expect(await store.dueTimers(60, 9)).toEqual([{ caseId: 'c', key: 2, element: 'remind', due: 55 }])
  expect(await store.nextJob(['print'])).toBe(7)
  const waiting = await store.transaction((transaction) => transaction.subscribers('message', 'paid', 'k'))
  expect(waiting).toMatchObject([{ caseId: 'c', key: 4, correlationKey: 'k' }])
  await store.close()
})
