import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '@lianban/engine/runtime'
import { memoryStore } from '@lianban/engine/store/memory'
import { postgresStore } from '@lianban/engine/store/postgres'
import { sqliteStore } from '@lianban/engine/store/sqlite'
import { testPostgres } from '../../builders/postgres.ts'
import { figure, percentile, race, row, type Contestant, type Row } from '../measure.ts'
import { play, warmCases } from './commands.ts'
import { recordRows, writeRaw } from './rawLimit.ts'
import { writeRawPostgres } from './rawPostgres.ts'

/** Cases of a run, by the number of callers. */
const counts = new Map([
  [1, 300],
  [8, 1_500],
  [64, 6_000],
])
const most = 6_000
/** What a runtime should reach of the limit at 64 callers. */
const target = 0.6
const coldCases = 'complete a task, cases not in memory, SQLite, 64 callers'

/** (a) the limit, (b) the runtime on every store, (c) the sizes of its commits, all in turns over databases of their own. */
export async function throughput(folder: string, rounds: number): Promise<Row[]> {
  const recorded = await recordRows(join(folder, 'recorded.db'), most)
  const postgres = await testPostgres()
  let files = 0
  const withFile = async <T>(work: (file: string) => Promise<T>): Promise<T> => {
    const file = join(folder, `${files++}.db`)
    return work(file).finally(() => rmSync(file))
  }
  const groups = new Map<string, number[]>()
  const contestants: Contestant[] = []
  // Both halves of a run are measured in one: the second answers what it took when the first was run.
  const halves = (name: string, count: number, run: () => Promise<{ starting: number; completing: number }>): void => {
    let completing = 0
    contestants.push({
      name: `start to wait, ${name}`,
      count,
      async run() {
        const took = await run()
        completing = took.completing
        return took.starting
      },
    })
    contestants.push({ name: `complete a task, ${name}`, count, run: async () => completing })
  }
  const runtime = (name: string, callers: number, open: () => Promise<Store>): void =>
    halves(name, counts.get(callers)!, async () => {
      const took = await play(await open(), counts.get(callers)!, callers)
      groups.set(name, [...(groups.get(name) ?? []), ...took.groups])
      return took
    })

  for (const [callers, count] of counts) {
    const all = warmCases + count
    const some = { starts: recorded.starts.slice(0, all), completions: recorded.completions.slice(0, all) }
    halves(`limit of SQLite, ${callers} a commit`, count, () => withFile((file) => writeRaw(file, some, callers)))
    halves(`SQLite, ${words(callers)}`, count, () =>
      withFile(async (file) => {
        const took = await play(sqliteStore(file), count, callers)
        const name = `SQLite, ${words(callers)}`
        groups.set(name, [...(groups.get(name) ?? []), ...took.groups])
        return took
      }),
    )
    halves(`limit of PostgreSQL, ${callers} a commit`, count, async () =>
      writeRawPostgres(await postgres.database(), some, callers),
    )
    runtime(`PostgreSQL, ${words(callers)}`, callers, async () => postgresStore(await postgres.database()))
  }
  contestants.push({
    name: coldCases,
    count: most,
    run: () => withFile(async (file) => (await play(sqliteStore(file), most, 64, () => sqliteStore(file))).completing),
  })
  runtime('memory, 64 callers', 64, async () => memoryStore())

  const rates = await race(contestants, rounds)
  await postgres.stop()
  const rows = contestants.map(({ name }) => {
    const [, half, database, callers] = /^([^,]+), (?:.*, )?(SQLite|PostgreSQL), (\d+) callers?$/.exec(name) ?? []
    if (!database) return row('runtime', name, 'commands/s', rates)
    const limit = `${half}, limit of ${database}, ${callers} a commit`
    return row('runtime', name, 'commands/s', rates, limit, ...(callers === '64' ? [target] : []))
  })
  for (const [name, sizes] of groups) {
    rows.push(figure('runtime', `commands a commit, median, ${name}`, percentile(sizes, 0.5), 'commands'))
  }
  return rows
}

const words = (callers: number): string => (callers === 1 ? '1 caller' : `${callers} callers`)
