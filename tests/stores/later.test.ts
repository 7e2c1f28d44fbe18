import { sql, type Kysely } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { openRuntime, stoppedClock, type Runtime, type RuntimeOptions, type Transaction } from '@lianban/engine/runtime'
import { end, line, model, start, userTask } from '../builders/bpmn.ts'
import { everyStore } from '../builders/stores.ts'

interface Own {
  log: { id: string; word: string }
  marks: { id: string; n: number }
}

const monday = Date.parse('2026-04-27T09:00:00+08:00')
const review = model('review', start(), userTask('look', 'eco'), end(), line('start', 'look', 'end'))
const opened: Runtime[] = []
afterEach(async () => {
  for (const runtime of opened.splice(0)) await runtime.close()
})
const ownOf = ({ sql: db }: Pick<Transaction, 'sql'>): Kysely<Own> => db as unknown as Kysely<Own>
const withSql = everyStore().filter(([name]) => name !== 'memory')

describe.each(withSql)('writes that an application puts off, on %s', (_, open) => {
  async function given(projections: RuntimeOptions['projections'] = []): Promise<Runtime> {
    const runtime = await openRuntime({ store: await open(), clock: stoppedClock(monday), projections })
    opened.push(runtime)
    await runtime.transaction(async (transaction) => {
      const db = ownOf(transaction)
      await db.schema.createTable('log').addColumn('id', 'text').addColumn('word', 'text').execute()
      await db.schema
        .createTable('marks')
        .addColumn('id', 'text', (id) => id.primaryKey())
        .addColumn('n', 'integer')
        .execute()
    })
    await runtime.deploy({ bpmn: review, by: 'admin' })
    return runtime
  }
  const all = (runtime: Runtime) =>
    runtime.transaction((transaction) => ownOf(transaction).selectFrom('log').selectAll().orderBy('id').execute())
  const mark = (transaction: Transaction, id: string, n: number): void => {
    const row = { id, n }
    const insert = ownOf(transaction).insertInto('marks').values(row)
    transaction.later(insert.onConflict((conflict) => conflict.column('id').doUpdateSet({ n })))
  }

  it('are there after the commit, in the order in which they came', async () => {
    const runtime = await given()
    await runtime.transaction(async (transaction) => {
      const db = ownOf(transaction)
      transaction.later(db.insertInto('log').values({ id: 'a', word: 'one' }))
      transaction.later(db.insertInto('log').values({ id: 'b', word: 'one' }))
      transaction.later(db.updateTable('log').set({ word: 'two' }).where('id', '=', 'a'))
      transaction.later(db.insertInto('log').values({ id: 'c', word: 'one' }))
    })
    expect(await all(runtime)).toEqual([
      { id: 'a', word: 'two' },
      { id: 'b', word: 'one' },
      { id: 'c', word: 'one' },
    ])
  })

  it('are seen by what the same transaction reads, and by the next ones before they are durable', async () => {
    const runtime = await given()
    const seen: unknown[] = []
    const count = async (transaction: Transaction): Promise<number> => {
      const { n } = await ownOf(transaction)
        .selectFrom('log')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return Number(n)
    }
    const work = (id: string) =>
      runtime.transaction(async (transaction) => {
        const before = await count(transaction)
        transaction.later(ownOf(transaction).insertInto('log').values({ id, word: '' }))
        seen.push([before, await count(transaction)])
      })
    for (const id of ['a', 'b', 'c']) await work(id)
    expect(seen).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ])
    const [one, two] = await Promise.all([
      runtime.transaction(async (transaction) => void mark(transaction, 'm', 7)),
      runtime.transaction((transaction) =>
        ownOf(transaction).selectFrom('marks').select('n').where('id', '=', 'm').executeTakeFirst(),
      ),
    ])
    expect([one, two]).toEqual([undefined, { n: 7 }])
  })

  it('are seen by a statement that does not say which tables it reads', async () => {
    const runtime = await given()
    const found = await runtime.transaction(async (transaction) => {
      mark(transaction, 'm', 1)
      return (await sql<{ n: number }>`SELECT n FROM marks`.execute(ownOf(transaction))).rows
    })
    expect(found).toEqual([{ n: 1 }])
  })

  it('are gone with a transaction that throws, and take down nobody but their own command', async () => {
    const runtime = await given([
      async (transaction, { caseId }) => {
        const twice = ownOf(transaction).insertInto('marks').values({ id: 'only one', n: 1 })
        if (caseId.startsWith('bad')) transaction.later(twice)
        transaction.later(ownOf(transaction).insertInto('log').values({ id: caseId, word: '' }))
      },
    ])
    await runtime.transaction(async (transaction) => void mark(transaction, 'only one', 0))
    const thrown = runtime.transaction(async (transaction) => {
      mark(transaction, 'thrown', 1)
      throw new Error('changed my mind')
    })
    await expect(thrown).rejects.toThrow('changed my mind')
    const ids = ['c1', 'c2', 'bad', 'c3', 'c4']
    const outcomes = await Promise.allSettled(ids.map((caseId) => runtime.start({ process: 'review', caseId })))
    expect(outcomes.map(({ status }) => status)).toEqual(ids.map((id) => (id === 'bad' ? 'rejected' : 'fulfilled')))
    expect((await all(runtime)).map(({ id }) => id)).toEqual(['c1', 'c2', 'c3', 'c4'])
    expect(await runtime.store.case('bad')).toBeUndefined()
    expect(await runtime.transaction((t) => ownOf(t).selectFrom('marks').select('id').execute())).toEqual([
      { id: 'only one' },
    ])
  })
})
