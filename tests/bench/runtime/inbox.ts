import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { sqliteStore } from '@lianban/engine/store/sqlite'
import type { TaskCursor } from '@lianban/engine/runtime'
import { figure, percentile, type Row } from '../measure.ts'
import { coldQueue, fillWithCases, hotQueue } from './fill.ts'
import { review } from './model.ts'

const sizes = [1_000, 100_000, 1_000_000]
const queries = 2_000
const page = 31
/** Milliseconds that a page may take, however many tasks are open. */
const longest = 5

/** (d) A page of an inbox among many open tasks: the first, and one further on, in a large queue and in small ones. */
export async function inbox(folder: string): Promise<Row[]> {
  const rows: Row[] = []
  let least = 0
  for (const size of sizes) {
    const file = join(folder, `inbox-${size}.db`)
    await fillWithCases(file, review, 'review', size)
    const times = await ask(file)
    rmSync(file)
    const name = `inbox, ${size.toLocaleString('en')} open tasks`
    const p99 = percentile(times, 0.99)
    if (size === sizes[0]) least = p99
    rows.push(figure('runtime', `${name}, p50`, percentile(times, 0.5), 'ms'))
    rows.push(figure('runtime', `${name}, p99`, p99, 'ms', size === sizes[0] ? longest : Math.min(longest, 2 * least)))
  }
  return rows
}

async function ask(file: string): Promise<number[]> {
  const store = sqliteStore(file)
  await store.migrate()
  const times: number[] = []
  let after: TaskCursor | undefined
  for (let query = -200; query < queries; query++) {
    const owners = query % 2 === 0 ? [hotQueue, coldQueue(0)] : ['user:li', coldQueue(2 * (query % 50) + 1)]
    const begin = performance.now()
    const tasks = await store.openTasks({ owners, limit: page, ...(after ? { after } : {}) })
    const took = performance.now() - begin
    if (query >= 0) times.push(took)
    after = query % 20 === 0 ? undefined : tasks.at(-1)
  }
  await store.close()
  return times
}
