/** A node of the simulation: a runtime over the real store in a process of its own, which may die at any moment. */
import { openRuntime, stoppedClock, type MovableClock, type Runtime, type Transaction } from '@lianban/engine/runtime'
import { postgresStore } from '@lianban/engine/store/postgres'
import { sqliteStore } from '@lianban/engine/store/sqlite'
import type { Kysely } from 'kysely'
import { failing } from './failing.ts'
import { models } from './models.ts'
import type { Answers, Ask, FailPoint, Question, Told } from './protocol.ts'

let runtime: Runtime
let clock: MovableClock
let arm: (point: FailPoint) => void

/** What the application of the simulation keeps: how many steps each case has taken. */
interface Own {
  own_counts: { case_id: string; steps: number }
}
const ownOf = ({ sql }: Transaction): Kysely<Own> => sql as unknown as Kysely<Own>

async function createOwn(transaction: Transaction): Promise<void> {
  const { schema } = ownOf(transaction)
  const table = schema.createTable('own_counts').ifNotExists()
  await table
    .addColumn('case_id', 'text', (id) => id.primaryKey())
    .addColumn('steps', 'integer')
    .execute()
}

/** Counts up: done twice, or lost, it would be seen. */
function countStep(transaction: Transaction, caseId: string): void {
  const insert = ownOf(transaction).insertInto('own_counts').values({ case_id: caseId, steps: 1 })
  const count = insert.onConflict((conflict) =>
    conflict.column('case_id').doUpdateSet(({ eb, ref }) => ({ steps: eb(ref('own_counts.steps'), '+', 1) })),
  )
  transaction.later(count)
}

/** Resolves when it has left this process. */
const tell = (told: Told): Promise<void> =>
  new Promise((resolve, reject) => process.send!(told, (error: Error | null) => (error ? reject(error) : resolve())))

async function open({ store: address, name, now }: Extract<Ask, { type: 'open' }>): Promise<null> {
  const inner = 'sqlite' in address ? sqliteStore(address.sqlite) : postgresStore(address.postgres)
  const { store, arm: armed } = failing(inner)
  arm = armed
  clock = stoppedClock(now)
  runtime = await openRuntime({
    store,
    clock,
    node: name,
    start: false,
    senders: { done: ({ id }) => tell({ letter: id }) },
    projections: [
      async (transaction, { caseId, events }) => {
        countStep(transaction, caseId)
        if (events.some(({ event }) => event.type === 'caseCompleted'))
          await runtime.post(transaction, { id: `done:${caseId}`, topic: 'done', payload: null })
      },
    ],
    // A connection that the simulation has cut is expected trouble.
    onError: () => {},
  })
  await runtime.transaction(createOwn)
  if ((await store.definitions()).length === 0) for (const bpmn of models) await runtime.deploy({ bpmn, by: 'chaos' })
  runtime.wake()
  return null
}

async function answer(ask: Ask): Promise<Answers[Ask['type']]> {
  switch (ask.type) {
    case 'open':
      return open(ask)
    case 'arm':
      arm(ask.failPoint)
      return null
    case 'start': {
      const { process: name, caseId, variables, request } = ask
      return runtime.start({ process: name, caseId, variables, request })
    }
    case 'complete': {
      const { caseId, key, variables, request } = ask
      return runtime.dispatch(caseId, { type: 'completeTask', key, by: 'li', variables }, { request })
    }
    case 'publish': {
      const { name, correlationKey, id } = ask
      return runtime.publish({ name, correlationKey, id, timeToLive: Number.MAX_SAFE_INTEGER })
    }
    case 'activate': {
      const { worker, timeout } = ask
      const jobs = await runtime.activateJobs({ types: ['print', 'work'], worker, limit: 3, timeout })
      return jobs.map(({ caseId, key, token }) => ({ caseId, key, token }))
    }
    case 'finish':
      return runtime.completeJob(ask.hand, ask.variables)
    case 'fail':
      return runtime.failJob(ask.hand, { message: 'out of paper', retries: 3, retryIn: 60_000 })
    case 'tasks': {
      const tasks = await runtime.store.openTasks({ owners: ['group:eco', 'group:lead'], limit: 200 })
      return tasks.map(({ caseId, key }) => ({ caseId, key }))
    }
    case 'advance':
      clock.moveTo(ask.to)
      runtime.wake()
      return null
    case 'settle':
      await runtime.settle()
      return null
  }
}

process.on('message', ({ id, ask }: Question) => {
  answer(ask).then(
    (given) => void tell({ id, answer: given }),
    (error: unknown) => void tell({ id, error: String(error) }),
  )
})
// The simulator is gone: nobody is left to play for.
process.on('disconnect', () => process.exit(0))
