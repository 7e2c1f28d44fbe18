/**
 * What runs at every commit: each statement takes arrays, one a column, and does all its rows in one round trip. They are
 * named, so that a connection plans each of them once.
 */
export interface ArrayStatement {
  readonly name: string
  readonly text: string
}

type Columns = Readonly<Record<string, 'text' | 'int' | 'bigint'>>

const names = (columns: Columns): string => Object.keys(columns).join(', ')
const arrays = (columns: Columns): string =>
  `unnest(${Object.values(columns)
    .map((type, index) => `$${index + 1}::${type}[]`)
    .join(', ')}) AS given(${names(columns)})`
const matching = (table: string, keys: readonly string[]): string =>
  keys.map((key) => `${table}.${key} = given.${key}`).join(' AND ')

const insert = (table: string, columns: Columns, conflict = ''): ArrayStatement => ({
  name: `insert_${table}`,
  text: `INSERT INTO ${table} (${names(columns)}) SELECT ${names(columns)} FROM ${arrays(columns)} ${conflict}`,
})
const remove = (table: string, keys: Columns): ArrayStatement => ({
  name: `remove_${table}`,
  text: `DELETE FROM ${table} USING ${arrays(keys)} WHERE ${matching(table, Object.keys(keys))}`,
})
const replacing = (keys: string, columns: Columns): string =>
  `ON CONFLICT (${keys}) DO UPDATE SET ${Object.keys(columns)
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')}`

const ofCase: Columns = {
  id: 'text',
  process: 'text',
  version: 'int',
  business_key: 'text',
  status: 'text',
  started_at: 'bigint',
  ended_at: 'bigint',
  parent: 'text',
  seal: 'text',
  state: 'text',
}
const changedCase: Columns = { id: 'text', status: 'text', ended_at: 'bigint', seal: 'text', state: 'text' }
const ofTask: Columns = {
  case_id: 'text',
  key: 'int',
  element: 'text',
  state: 'text',
  revision: 'int',
  assignee: 'text',
  groups: 'text',
  users: 'text',
  form: 'text',
  priority: 'bigint',
  due_at: 'bigint',
  created_at: 'bigint',
  ended_at: 'bigint',
  ended_by: 'text',
}
const changedTask: Columns = {
  state: 'text',
  revision: 'int',
  assignee: 'text',
  groups: 'text',
  users: 'text',
  due_at: 'bigint',
  ended_at: 'bigint',
  ended_by: 'text',
}
const inQueue: Columns = { owner: 'text', due_at: 'bigint', case_id: 'text', key: 'int' }
const ofTimer: Columns = { due: 'bigint', case_id: 'text', key: 'int', element: 'text' }
const keyOfSubscription: Columns = { case_id: 'text', key: 'int', element: 'text', trigger_index: 'int' }
const ofSubscription: Columns = { ...keyOfSubscription, kind: 'text', name: 'text', correlation_key: 'text' }
const keyOfJob: Columns = { case_id: 'text', key: 'int' }
const ofJob: Columns = {
  ...keyOfJob,
  element: 'text',
  type: 'text',
  retries: 'int',
  headers: 'text',
  run_at: 'bigint',
}

export const statements = {
  shareAlmanac: {
    name: 'share_almanac',
    text: 'SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 3))',
  },
  setting: { name: 'setting', text: 'SELECT value FROM settings WHERE name = $1' },
  lockCases: { name: 'lock_cases', text: 'SELECT * FROM cases WHERE id = ANY($1::text[]) ORDER BY id FOR UPDATE' },
  loadTasks: {
    name: 'load_tasks',
    text: `SELECT tasks.* FROM tasks JOIN ${arrays(keyOfJob)} ON ${matching('tasks', ['case_id', 'key'])}`,
  },
  recall: { name: 'recall', text: 'SELECT id, answer FROM requests WHERE id = ANY($1::text[])' },
  lastVersions: {
    name: 'last_versions',
    text: 'SELECT process, max(version) AS last FROM definitions WHERE process = ANY($1::text[]) GROUP BY process',
  },
  // Locked under the limit, so that what another node has in hand is passed over instead of counted.
  dueCases: {
    name: 'due_cases',
    text: `SELECT cases.* FROM timers JOIN cases ON cases.id = timers.case_id WHERE timers.due <= $1
      ORDER BY timers.due, timers.case_id LIMIT $2 FOR UPDATE OF cases SKIP LOCKED`,
  },
  insertCases: insert('cases', ofCase),
  updateCases: {
    name: 'update_cases',
    text: `UPDATE cases SET status = given.status, ended_at = given.ended_at, seal = given.seal, state = given.state
      FROM ${arrays(changedCase)} WHERE cases.id = given.id`,
  },
  insertSteps: insert('steps', { case_id: 'text', seq: 'int', at: 'bigint', events: 'text', seal: 'text' }),
  putTasks: insert('tasks', ofTask, replacing('case_id, key', changedTask)),
  queueTasks: insert('task_queue', inQueue),
  unqueueTasks: remove('task_queue', inQueue),
  putTimers: insert('timers', ofTimer),
  dropTimers: remove('timers', ofTimer),
  putSubscriptions: insert('subscriptions', ofSubscription),
  dropSubscriptions: remove('subscriptions', keyOfSubscription),
  putJobs: insert('jobs', ofJob, `${replacing('case_id, key', ofJob)}, token = NULL, worker = NULL`),
  dropJobs: remove('jobs', keyOfJob),
  remember: insert('requests', { id: 'text', answer: 'text', at: 'bigint' }),
} satisfies Record<string, ArrayStatement>
