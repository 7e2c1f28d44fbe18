import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRuntime, stoppedClock, type Runtime } from '@lianban/engine/runtime'
import { sqliteStore } from '@lianban/engine/store/sqlite'
import { end, line, model, start, userTask } from '../builders/bpmn.ts'

const monday = Date.parse('2026-04-27T09:00:00+08:00')
const review = model('review', start(), userTask('look', 'eco'), end(), line('start', 'look', 'end'))

let folder: string
let runtime: Runtime
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lianban-sqlite-'))
  runtime = await openRuntime({ store: sqliteStore(join(folder, 'a.db')), clock: stoppedClock(monday) })
  await runtime.deploy({ bpmn: review, by: 'admin' })
  // What another program does below would wait for the thread, and keep it waiting.
  await runtime.settle()
})
afterEach(async () => {
  await runtime.close()
  rmSync(folder, { recursive: true })
})

/** What another program does to the file. */
function outside(sql: string): void {
  const database = new Sqlite(join(folder, 'a.db'))
  database.exec(sql)
  database.close()
}

describe('the thread that writes', () => {
  it('computes again what another program has overtaken', async () => {
    await runtime.start({ process: 'review', caseId: 'c' })
    outside(`DELETE FROM cases; DELETE FROM tasks; DELETE FROM task_queue; DELETE FROM steps`)
    const outcome = await runtime.dispatch('c', { type: 'completeTask', key: 3, by: 'li' })
    expect(outcome).toMatchObject({ ok: false, rejection: { code: 'no-such-case' } })
    expect(await runtime.store.steps('c')).toEqual([])
  })

  it('takes turns in the file with another program', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        if (index % 8 === 0) outside(`INSERT INTO settings VALUES ('outside ${index}', '')`)
        return runtime.start({ process: 'review', caseId: `c${index}` })
      }),
    )
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([])
    expect(await runtime.store.countOpen(['group:eco'])).toBe(40)
    expect(await runtime.store.setting('outside 32')).toBe('')
  })

  it('lets each of many callers see what the one before has done, before it is durable', async () => {
    await runtime.start({ process: 'review', caseId: 'c' })
    const verbs = ['claimTask', 'releaseTask'] as const
    const outcomes = await Promise.all(
      Array.from({ length: 400 }, (_, index) => runtime.dispatch('c', { type: verbs[index % 2]!, key: 3, by: 'li' })),
    )
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([])
    expect(await runtime.store.task('c.3')).toMatchObject({ revision: 401, assignee: null })
    expect(await runtime.store.steps('c')).toHaveLength(401)
  })

  it('refuses a query of a transaction that is over', async () => {
    const kept = await runtime.transaction(async (transaction) => transaction)
    await expect(kept.serial('late')).rejects.toThrow(/the transaction is over/)
  })

  it('keeps no process alive, and ends with its store', async () => {
    const store = sqliteStore(join(folder, 'b.db'))
    await store.migrate()
    await store.close()
    await expect(store.transaction(async (transaction) => transaction.serial('a'))).rejects.toThrow(/has ended/)
  })
})
