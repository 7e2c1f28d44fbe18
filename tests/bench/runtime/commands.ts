import { openRuntime, stoppedClock, type Runtime, type Store } from '@lianban/engine/runtime'
import { monday, review, taskKey, variables } from './model.ts'

/** What one run took, milliseconds, and the sizes of its commits. */
export interface Took {
  readonly starting: number
  readonly completing: number
  readonly groups: readonly number[]
}

/** Cases that a new database has taken before anything is measured: a store may have threads and connections of its own to warm. */
export const warmCases = 1_500

/**
 * Starts `count` cases and completes their tasks, by concurrent callers that each wait until their command is durable. With
 * `reopen` the runtime is closed between the two, so that every case has to be read.
 */
export async function play(store: Store, count: number, callers: number, reopen?: () => Store): Promise<Took> {
  const groups: number[] = []
  const meter = { committed: (size: number) => void groups.push(size) }
  let runtime = await openRuntime({ store, clock: stoppedClock(monday), meter })
  if ((await store.definitions()).length === 0) await runtime.deploy({ bpmn: review, by: 'bench' })
  await warm(runtime, 0)
  groups.length = 0
  const begin = performance.now()
  const ids = await startAll(runtime, count, callers)
  const started = performance.now()
  if (reopen) {
    await runtime.close()
    runtime = await openRuntime({ store: reopen(), clock: stoppedClock(monday), meter })
    await warm(runtime, count)
  }
  const completing = performance.now()
  await completeAll(runtime, ids, callers)
  const completed = performance.now()
  await runtime.close()
  return { starting: started - begin, completing: completed - completing, groups }
}

/** @param open tasks that are there already, and stay */
async function warm(runtime: Runtime, open: number): Promise<void> {
  const callers = 64
  await completeAll(runtime, await startAll(runtime, warmCases, callers, open), callers, open)
}

async function startAll(runtime: Runtime, count: number, callers: number, open = 0): Promise<string[]> {
  const ids: string[] = []
  await shared(Array.from({ length: count }), callers, async () => {
    const outcome = await runtime.start({ process: 'review', variables, by: 'li' })
    if (!outcome.ok) throw new Error(outcome.rejection.words)
    ids.push(outcome.caseId)
  })
  await expectOpen(runtime, open + count)
  return ids
}

async function completeAll(runtime: Runtime, ids: readonly string[], callers: number, open = 0): Promise<void> {
  await shared(ids, callers, async (caseId) => {
    const command = { type: 'completeTask', key: taskKey, by: 'li', variables: { ok: true } } as const
    const outcome = await runtime.dispatch(caseId, command)
    if (!outcome.ok) throw new Error(outcome.rejection.words)
  })
  await expectOpen(runtime, open)
}

/** Counted in the store, independently of the callers. */
async function expectOpen(runtime: Runtime, expected: number): Promise<void> {
  const open = await runtime.store.countOpen(['group:eco'])
  if (open !== expected) throw new Error(`Expected ${expected} open tasks, but the store has ${open}`)
}

/** The callers take the work off one list; each waits for its own before it takes more. */
export async function shared<T>(items: readonly T[], callers: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const caller = async (): Promise<void> => {
    while (next < items.length) await work(items[next++]!)
  }
  await Promise.all(Array.from({ length: callers }, caller))
}
