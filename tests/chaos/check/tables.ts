import type { Row, Snapshot } from './database.ts'

export interface Tables {
  readonly cases: Row[]
  readonly steps: Map<string, Row[]>
  readonly tasks: Map<string, Row[]>
  readonly queue: Map<string, Row[]>
  readonly timers: Map<string, Row[]>
  readonly jobs: Map<string, Row[]>
  readonly subscriptions: Map<string, Row[]>
  readonly requests: Map<string, string>
  readonly messages: Row[]
  readonly outbox: Row[]
}

const withinCases = (only: readonly string[] | undefined) => {
  const list = only?.map((id) => `'${id}'`).join(', ')
  return (column: string): string => (list === undefined ? '' : ` WHERE ${column} IN (${list || "''"})`)
}

/** Steps of each case as the application of the simulation has counted them. */
export async function readCounts(
  snapshot: Snapshot,
  only: readonly string[] | undefined,
): Promise<ReadonlyMap<string, number>> {
  const rows = await snapshot.all(`SELECT case_id, steps FROM own_counts${withinCases(only)('case_id')}`)
  return new Map(rows.map((row) => [String(row['case_id']), Number(row['steps'])]))
}

/** Reads everything, or of the large tables only what belongs to these cases. */
export async function readTables(snapshot: Snapshot, only: readonly string[] | undefined): Promise<Tables> {
  const within = withinCases(only)
  const byCase = async (table: string, order = ''): Promise<Map<string, Row[]>> => {
    const found = new Map<string, Row[]>()
    for (const row of await snapshot.all(`SELECT * FROM ${table}${within('case_id')}${order}`)) {
      const id = String(row['case_id'])
      found.set(id, [...(found.get(id) ?? []), row])
    }
    return found
  }
  return {
    cases: await snapshot.all(`SELECT * FROM cases${within('id')}`),
    steps: await byCase('steps', ' ORDER BY case_id, seq'),
    tasks: await byCase('tasks'),
    queue: await byCase('task_queue'),
    timers: await byCase('timers'),
    jobs: await byCase('jobs'),
    subscriptions: await byCase('subscriptions'),
    requests: new Map(
      (await snapshot.all('SELECT id, answer FROM requests')).map((row) => [String(row['id']), String(row['answer'])]),
    ),
    messages: await snapshot.all('SELECT * FROM messages'),
    outbox: await snapshot.all('SELECT * FROM outbox'),
  }
}
