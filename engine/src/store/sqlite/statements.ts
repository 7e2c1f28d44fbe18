import type { Database, Statement } from 'better-sqlite3'
import type { Compilable, Kysely } from 'kysely'
import type { Tables } from '../sql/tables.ts'

const text = ''
const number = 0

/**
 * What runs at every step, built and typed once with Kysely and then kept as prepared statements: parameters are bound in
 * the order in which the builder names them.
 */
export function prepareStatements(database: Database, db: Kysely<Tables>) {
  const prepare = (query: Compilable): Statement => database.prepare(query.compile().sql)
  const ofCase = { id: text, process: text, version: number, business_key: text, status: text, started_at: number }
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
  const ofJob = { case_id: text, key: number, element: text, type: text, retries: number, headers: text }
  const ofSubscription = { case_id: text, key: number, element: text, trigger_index: number }
  const task = db.selectFrom('tasks').selectAll().where('case_id', '=', text).where('key', '=', number)
  const job = db.selectFrom('jobs').selectAll().where('case_id', '=', text).where('key', '=', number)
  return {
    begin: database.prepare('BEGIN IMMEDIATE'),
    commit: database.prepare('COMMIT'),
    rollback: database.prepare('ROLLBACK'),
    setting: prepare(db.selectFrom('settings').select('value').where('name', '=', text)),
    loadCase: prepare(db.selectFrom('cases').selectAll().where('id', '=', text)),
    insertCase: prepare(
      db.insertInto('cases').values({ ...ofCase, ended_at: number, parent: text, seal: text, state: text }),
    ),
    updateCase: prepare(
      db.updateTable('cases').set({ status: text, ended_at: number, seal: text, state: text }).where('id', '=', text),
    ),
    insertStep: prepare(
      db.insertInto('steps').values({ case_id: text, seq: number, at: number, events: text, seal: text }),
    ),
    loadTask: prepare(task),
    putTask: prepare(db.replaceInto('tasks').values(ofTask)),
    queueTask: prepare(db.insertInto('task_queue').values({ owner: text, due_at: number, case_id: text, key: number })),
    unqueueTask: prepare(
      db
        .deleteFrom('task_queue')
        .where('owner', '=', text)
        .where('due_at', '=', number)
        .where('case_id', '=', text)
        .where('key', '=', number),
    ),
    dueCases: prepare(
      db.selectFrom('timers').select('case_id').where('due', '<=', number).orderBy('due').orderBy('case_id').limit(1),
    ),
    putTimer: prepare(db.insertInto('timers').values({ due: number, case_id: text, key: number, element: text })),
    dropTimer: prepare(
      db
        .deleteFrom('timers')
        .where('due', '=', number)
        .where('case_id', '=', text)
        .where('key', '=', number)
        .where('element', '=', text),
    ),
    putSubscription: prepare(
      db.insertInto('subscriptions').values({ ...ofSubscription, kind: text, name: text, correlation_key: text }),
    ),
    dropSubscription: prepare(
      db
        .deleteFrom('subscriptions')
        .where('case_id', '=', text)
        .where('key', '=', number)
        .where('element', '=', text)
        .where('trigger_index', '=', number),
    ),
    loadJob: prepare(job),
    putJob: prepare(db.replaceInto('jobs').values({ ...ofJob, run_at: number, token: text, worker: text })),
    dropJob: prepare(db.deleteFrom('jobs').where('case_id', '=', text).where('key', '=', number)),
    lastVersion: prepare(
      db
        .selectFrom('definitions')
        .select(({ fn }) => fn.max('version').as('last'))
        .where('process', '=', text),
    ),
    recall: prepare(db.selectFrom('requests').select('answer').where('id', '=', text)),
    remember: prepare(db.insertInto('requests').values({ id: text, answer: text, at: number })),
  }
}

export type Statements = ReturnType<typeof prepareStatements>
