import Database, { type Statement } from 'better-sqlite3'
import { sqliteStore } from '@lianban/engine/store/sqlite'
import { play, warmCases } from './commands.ts'

export type Row = Readonly<Record<string, string | number | null>>

/** The rows that the runtime writes for starts, and those for completing their tasks; the first `warmCases` are for warming. */
export interface Recorded {
  readonly starts: readonly Written[]
  readonly completions: readonly Written[]
}
export interface Written {
  readonly case: Row
  readonly step: Row
  readonly task: Row
  /** Set by a start, dropped by a completion. */
  readonly queue: Row
}

/** Lets the runtime work once and reads what it has written. */
export async function recordRows(file: string, count: number): Promise<Recorded> {
  await play(sqliteStore(file), count, 64)
  const database = new Database(file)
  const steps = database.prepare('SELECT * FROM steps WHERE case_id = ? ORDER BY seq')
  const tasks = database.prepare('SELECT * FROM tasks WHERE case_id = ?')
  const starts: Written[] = []
  const completions: Written[] = []
  for (const row of database.prepare(`SELECT * FROM cases WHERE status <> 'standing'`).iterate() as Iterable<Row>) {
    const [first, second] = steps.all(row['id']) as [Row, Row]
    const [done] = tasks.all(row['id']) as [Row]
    const queue = { owner: 'group:eco', due_at: done['due_at']!, case_id: row['id']!, key: done['key']! }
    const open = { ...done, state: 'open', revision: 1, assignee: null, ended_at: null, ended_by: null }
    // The state of a waiting case is as long as its first step is, give or take.
    const waiting = { ...row, status: 'active', ended_at: null, seal: first['seal']!, state: String(first['events']) }
    starts.push({ case: waiting, step: first, task: open, queue })
    completions.push({ case: row, step: second, task: done, queue })
  }
  database.close()
  return { starts, completions }
}

const insert = (database: Database.Database, table: string, row: Row, verb = 'INSERT'): Statement =>
  database.prepare(
    `${verb} INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
      .map(() => '?')
      .join(', ')})`,
  )

/**
 * The same rows again by better-sqlite3 alone, `size` commands a commit, with the pragmas of the store: the limit of what any
 * runtime over these tables can do. Answers the milliseconds of the starts and of the completions.
 */
export async function writeRaw(file: string, { starts, completions }: Recorded, size: number) {
  const store = sqliteStore(file)
  await store.migrate()
  await store.close()
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  const [sample] = starts
  const newCase = insert(database, 'cases', sample!.case)
  const step = insert(database, 'steps', sample!.step)
  const task = insert(database, 'tasks', sample!.task, 'REPLACE')
  const queue = insert(database, 'task_queue', sample!.queue)
  const change = database.prepare('UPDATE cases SET status = ?, ended_at = ?, seal = ?, state = ? WHERE id = ?')
  const unqueue = database.prepare('DELETE FROM task_queue WHERE owner = ? AND due_at = ? AND case_id = ? AND key = ?')
  // The values are laid out beforehand: the limit is the database's, not this program's.
  const started = starts.map((one) => [one.case, one.step, one.task, one.queue].map((row) => Object.values(row)))
  const completed = completions.map((one) => [
    [one.case['status'], one.case['ended_at'], one.case['seal'], one.case['state'], one.case['id']],
    ...[one.step, one.task, one.queue].map((row) => Object.values(row)),
  ])
  const startAll = (from: number, to: number): void =>
    inCommits(database, started.slice(from, to), size, ([a, b, c, d]) => {
      newCase.run(...a!)
      step.run(...b!)
      task.run(...c!)
      queue.run(...d!)
    })
  const completeAll = (from: number, to: number): void =>
    inCommits(database, completed.slice(from, to), size, ([a, b, c, d]) => {
      change.run(...a!)
      step.run(...b!)
      task.run(...c!)
      unqueue.run(...d!)
    })
  startAll(0, warmCases)
  completeAll(0, warmCases)
  const begin = performance.now()
  startAll(warmCases, started.length)
  const between = performance.now()
  completeAll(warmCases, completed.length)
  const end = performance.now()
  database.close()
  return { starting: between - begin, completing: end - between }
}

export function inCommits<T>(
  database: Database.Database,
  items: readonly T[],
  size: number,
  write: (item: T) => void,
): void {
  const commit = database.transaction((group: readonly T[]) => group.forEach(write))
  for (let from = 0; from < items.length; from += size) commit(items.slice(from, from + size))
}
