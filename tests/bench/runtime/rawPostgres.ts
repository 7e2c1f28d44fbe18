import { Client } from 'pg'
import { postgresStore } from '@lianban/engine/store/postgres'
import { warmCases } from './commands.ts'
import type { Recorded, Row, Written } from './rawLimit.ts'

const arrays = (columns: readonly string[], types: readonly string[]): string =>
  `unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')}) AS given(${columns.join(', ')})`

/** By the values of a sample: whole numbers here are instants, counts and keys. */
const typesOf = (rows: readonly Row[], columns: readonly string[]): string[] =>
  columns.map((column) => (rows.some((row) => typeof row[column] === 'string') ? 'text' : 'bigint'))

interface Write {
  readonly name: string
  readonly text: string
  readonly columns: readonly string[]
}

/** One statement that takes the rows of a commit as arrays, one a column. */
function write(rows: readonly Row[], name: string, text: (from: string, columns: readonly string[]) => string): Write {
  const columns = Object.keys(rows[0]!)
  return { name, columns, text: text(arrays(columns, typesOf(rows, columns)), columns) }
}

const insert = (table: string) => (from: string, columns: readonly string[]) =>
  `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM ${from}`

/**
 * The rows of the runtime by `pg` alone: a commit of `size` commands is one statement over arrays a table, all sent at once on one
 * connection. Answers the milliseconds of the starts and of the completions.
 */
export async function writeRawPostgres(url: string, { starts, completions }: Recorded, size: number) {
  const store = postgresStore(url)
  await store.migrate()
  await store.close()
  const all = <K extends keyof Written>(key: K, from: readonly Written[]): Row[] => from.map((one) => one[key])
  const starting: [keyof Written, Write][] = [
    ['case', write(all('case', starts), 'cases', insert('cases'))],
    ['step', write(all('step', starts), 'steps', insert('steps'))],
    ['task', write(all('task', starts), 'tasks', insert('tasks'))],
    ['queue', write(all('queue', starts), 'queue', insert('task_queue'))],
  ]
  const completing: [keyof Written, Write][] = [
    [
      'case',
      write(
        all('case', completions),
        'change',
        (
          from,
        ) => `UPDATE cases SET status = given.status, ended_at = given.ended_at, seal = given.seal, state = given.state
          FROM ${from} WHERE cases.id = given.id`,
      ),
    ],
    ['step', write(all('step', completions), 'more steps', insert('steps'))],
    [
      'task',
      write(
        all('task', completions),
        'complete',
        (from) => `UPDATE tasks SET state = given.state, revision = given.revision, assignee = given.assignee,
          ended_at = given.ended_at, ended_by = given.ended_by FROM ${from}
          WHERE tasks.case_id = given.case_id AND tasks.key = given.key`,
      ),
    ],
    [
      'queue',
      write(
        all('queue', completions),
        'unqueue',
        (from) => `DELETE FROM task_queue USING ${from} WHERE task_queue.owner = given.owner
          AND task_queue.due_at = given.due_at AND task_queue.case_id = given.case_id AND task_queue.key = given.key`,
      ),
    ],
  ]
  const client = new Client({ connectionString: url, options: '-c enable_seqscan=off', pipeline: true })
  await client.connect()
  await inCommits(client, starts.slice(0, warmCases), size, starting)
  await inCommits(client, completions.slice(0, warmCases), size, completing)
  const begin = performance.now()
  await inCommits(client, starts.slice(warmCases), size, starting)
  const between = performance.now()
  await inCommits(client, completions.slice(warmCases), size, completing)
  const end = performance.now()
  await client.end()
  return { starting: between - begin, completing: end - between }
}

async function inCommits(
  client: Client,
  items: readonly Written[],
  size: number,
  writes: readonly [keyof Written, Write][],
): Promise<void> {
  for (let from = 0; from < items.length; from += size) {
    const group = items.slice(from, from + size)
    await Promise.all([
      client.query('BEGIN'),
      ...writes.map(([key, { name, text, columns }]) =>
        client.query({ name, text, values: columns.map((column) => group.map((one) => one[key][column])) }),
      ),
      client.query('COMMIT'),
    ])
  }
}
