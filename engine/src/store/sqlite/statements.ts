import type { Database, Statement } from 'better-sqlite3'
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Compilable } from 'kysely'
import type { Write } from '../sql/batch.ts'
import type { Tables } from '../sql/tables.ts'

const text = ''
const number = 0

/** Builds statements and runs none. */
const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

const textOf = (query: Compilable): string => query.compile().sql

const ofTask = {
  case_id: text,
  key: number,
  element: text,
  state: text,
  revision: number,
  assignee: text,
  groups: text,
  users: text,
  form: text,
  priority: number,
  due_at: number,
  created_at: number,
  ended_at: number,
  ended_by: text,
}
const ofCase = {
  id: text,
  process: text,
  version: number,
  business_key: text,
  status: text,
  started_at: number,
  ended_at: number,
  parent: text,
  seal: text,
  state: text,
}
const ofSubscription = { case_id: text, key: number, element: text, trigger_index: number }
const ofJob = { case_id: text, key: number, element: text, type: text, retries: number, headers: text, run_at: number }

/** What is written at every step, built and typed once with Kysely; parameters are bound in the order in which it names them. */
export const writeTexts: Readonly<Record<Write, string>> = {
  insertCases: textOf(db.insertInto('cases').values(ofCase)),
  updateCases: textOf(
    db
      .updateTable('cases')
      .set({ version: number, status: text, ended_at: number, seal: text, state: text })
      .where('id', '=', text),
  ),
  insertSteps: textOf(
    db.insertInto('steps').values({ case_id: text, seq: number, at: number, events: text, seal: text }),
  ),
  putTasks: textOf(db.replaceInto('tasks').values(ofTask)),
  remember: textOf(db.insertInto('requests').values({ id: text, answer: text, at: number })),
  unqueueTasks: textOf(
    db
      .deleteFrom('task_queue')
      .where('owner', '=', text)
      .where('due_at', '=', number)
      .where('case_id', '=', text)
      .where('key', '=', number),
  ),
  queueTasks: textOf(db.insertInto('task_queue').values({ owner: text, due_at: number, case_id: text, key: number })),
  dropTimers: textOf(
    db
      .deleteFrom('timers')
      .where('due', '=', number)
      .where('case_id', '=', text)
      .where('key', '=', number)
      .where('element', '=', text),
  ),
  putTimers: textOf(db.insertInto('timers').values({ due: number, case_id: text, key: number, element: text })),
  dropSubscriptions: textOf(
    db
      .deleteFrom('subscriptions')
      .where('case_id', '=', text)
      .where('key', '=', number)
      .where('element', '=', text)
      .where('trigger_index', '=', number),
  ),
  putSubscriptions: textOf(
    db.insertInto('subscriptions').values({ ...ofSubscription, kind: text, name: text, correlation_key: text }),
  ),
  dropJobs: textOf(db.deleteFrom('jobs').where('case_id', '=', text).where('key', '=', number)),
  // Without a token and a worker: nobody has it in hand.
  putJobs: textOf(db.replaceInto('jobs').values(ofJob)),
  handJobs: 'UPDATE jobs SET token = ?, worker = coalesce(?, worker), run_at = ? WHERE case_id = ? AND key = ?',
  postLetters: textOf(
    db.insertInto('outbox').values({
      id: text,
      topic: text,
      payload: text,
      created_at: number,
      run_at: number,
      failures: number,
      error: text,
    }),
  ),
  dropLetters: textOf(db.deleteFrom('outbox').where('id', '=', text)),
  deferLetters: 'UPDATE outbox SET run_at = ?, error = ?, failures = failures + 1 WHERE id = ?',
}

/** What is read at every step, prepared once. */
export function prepareReads(database: Database) {
  const prepare = (query: Compilable): Statement => database.prepare(textOf(query))
  return {
    setting: prepare(db.selectFrom('settings').select('value').where('name', '=', text)),
    loadCase: prepare(db.selectFrom('cases').selectAll().where('id', '=', text)),
    /** By a JSON list of ids. */
    loadCases: database.prepare('SELECT cases.* FROM json_each(?) AS given CROSS JOIN cases ON cases.id = given.value'),
    /** By a JSON list of pairs: case, key. */
    loadTasks: database.prepare(
      `SELECT tasks.* FROM json_each(?) AS given
       CROSS JOIN tasks ON tasks.case_id = given.value ->> 0 AND tasks.key = given.value ->> 1`,
    ),
    loadTask: prepare(db.selectFrom('tasks').selectAll().where('case_id', '=', text).where('key', '=', number)),
    dueCases: prepare(
      db.selectFrom('timers').select('case_id').where('due', '<=', number).orderBy('due').orderBy('case_id'),
    ),
    loadJob: prepare(db.selectFrom('jobs').selectAll().where('case_id', '=', text).where('key', '=', number)),
    dueJobs: prepare(
      db.selectFrom('jobs').selectAll().where('type', '=', text).where('run_at', '<=', number).orderBy('run_at'),
    ),
    lastVersion: prepare(
      db
        .selectFrom('definitions')
        .select(({ fn }) => fn.max('version').as('last'))
        .where('process', '=', text),
    ),
    recall: prepare(db.selectFrom('requests').select('answer').where('id', '=', text)),
  }
}

export type PreparedReads = ReturnType<typeof prepareReads>
