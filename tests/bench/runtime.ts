import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openRuntime, stoppedClock, type Runtime, type Store } from '@lianban/engine/runtime'
import { memoryStore } from '@lianban/engine/store/memory'
import { sqliteStore } from '@lianban/engine/store/sqlite'
import { end, limit, line, model, start, userTask } from '../builders/bpmn.ts'
import { race, row, type Contestant, type Row } from './measure.ts'

const bpmn = model('review', start(), userTask('look', 'eco', limit(5)), end(), line('start', 'look', 'end'))
const monday = Date.parse('2026-04-27T09:00:00+08:00')
const floor = 'one small row a commit'

/** Commands of concurrent callers until each is durable, over a database of its own for every round. */
export async function runtimeSuite(rounds: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lianban-bench-'))
  let files = 0
  const stores: Record<string, () => Store> = {
    sqlite: () => sqliteStore(join(folder, `${files++}.db`)),
    memory: memoryStore,
  }
  try {
    const rows: Row[] = []
    for (const [name, open] of Object.entries(stores)) {
      const contestants = [1, 64].flatMap((callers) => commands(name, open, callers, callers === 1 ? 500 : 2560))
      const rates = await race(
        [...contestants, { name: floor, run: (count) => smallRows(open, count), count: 500 }],
        rounds,
      )
      rows.push(
        ...contestants.map((one) =>
          row(`runtime/${name}`, one.name, 'commands/s', rates, name === 'memory' ? undefined : floor),
        ),
      )
    }
    return rows
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function commands(name: string, open: () => Store, callers: number, count: number): Contestant[] {
  const words = callers === 1 ? '1 caller' : `${callers} callers`
  return [
    {
      name: `start to wait, ${words}`,
      count,
      run: (n) => withRuntime(open, (runtime) => startAll(runtime, n, callers)),
    },
    {
      name: `start and complete, ${words}`,
      // Each case takes two commands.
      count,
      run: (n) =>
        withRuntime(open, async (runtime) => {
          const ids = await startAll(runtime, n / 2, callers)
          await shared(ids, callers, async (caseId) => {
            const outcome = await runtime.dispatch(caseId, {
              type: 'completeTask',
              key: 3,
              by: 'li',
              variables: { ok: true },
            })
            if (!outcome.ok) throw new Error(outcome.rejection.words)
          })
          // Counted in the store, independently of the callers.
          const waiting = await runtime.store.countOpen(['group:eco'])
          if (waiting !== 0) throw new Error(`Expected all tasks of ${name} to be done, but ${waiting} are open`)
        }),
    },
  ]
}

async function withRuntime(open: () => Store, work: (runtime: Runtime) => Promise<unknown>): Promise<void> {
  const runtime = await openRuntime({ store: open(), clock: stoppedClock(monday) })
  await runtime.deploy({ bpmn, by: 'bench' })
  await work(runtime)
  await runtime.close()
}

async function startAll(runtime: Runtime, count: number, callers: number): Promise<string[]> {
  const ids: string[] = []
  await shared(Array.from({ length: count }), callers, async () => {
    const outcome = await runtime.start({
      process: 'review',
      variables: { applicant: '示范公司', area: 32_800 },
      by: 'li',
    })
    if (!outcome.ok) throw new Error(outcome.rejection.words)
    ids.push(outcome.caseId)
  })
  const waiting = await runtime.store.countOpen(['group:eco'])
  if (waiting !== count) throw new Error(`Expected ${count} open tasks, but the store has ${waiting}`)
  return ids
}

/** The callers take the work off one list; each waits for its own before it takes more. */
async function shared<T>(items: readonly T[], callers: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const caller = async (): Promise<void> => {
    while (next < items.length) await work(items[next++]!)
  }
  await Promise.all(Array.from({ length: callers }, caller))
}

async function smallRows(open: () => Store, count: number): Promise<void> {
  const store = open()
  await store.migrate()
  for (let done = 0; done < count; done++) await store.transaction((transaction) => transaction.serial('bench'))
  await store.close()
}
