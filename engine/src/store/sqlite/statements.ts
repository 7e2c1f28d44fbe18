import type { Database, Statement } from 'better-sqlite3'
import type { Compilable, Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * What runs at every step, built and typed once with Kysely and then kept as prepared statements: parameters are bound in
 * the order in which the builder names them.
 */
export function prepareStatements(database: Database, db: Kysely<Tables>) {
  const prepare = (query: Compilable): Statement => database.prepare(query.compile().sql)
  const anyText = ''
  const anyNumber = 0
  const caseRow = {
    id: anyText,
    process: anyText,
    version: anyNumber,
    business_key: anyText,
    status: anyText,
    started_at: anyNumber,
    ended_at: anyNumber,
    state: anyText,
  }
  const taskRow = {
    id: anyText,
    case_id: anyText,
    key: anyNumber,
    element: anyText,
    state: anyText,
    revision: anyNumber,
    assignee: anyText,
    groups: anyText,
    users: anyText,
    form: anyText,
    priority: anyNumber,
    due_at: anyNumber,
    created_at: anyNumber,
    ended_at: anyNumber,
    ended_by: anyText,
  }
  return {
    loadCase: prepare(db.selectFrom('cases').selectAll().where('id', '=', anyText)),
    insertCase: prepare(db.insertInto('cases').values(caseRow)),
    updateCase: prepare(
      db.updateTable('cases').set({ status: anyText, ended_at: anyNumber, state: anyText }).where('id', '=', anyText),
    ),
    insertEvent: prepare(
      db.insertInto('events').values({ case_id: anyText, seq: anyNumber, at: anyNumber, type: anyText, data: anyText }),
    ),
    putTask: prepare(db.replaceInto('tasks').values(taskRow)),
    queueTask: prepare(db.insertInto('task_queue').values({ owner: anyText, due_at: anyNumber, task_id: anyText })),
    unqueueTask: prepare(db.deleteFrom('task_queue').where('task_id', '=', anyText)),
    putTimer: prepare(
      db.replaceInto('timers').values({ case_id: anyText, key: anyNumber, element: anyText, due: anyNumber }),
    ),
    dropTimer: prepare(
      db
        .deleteFrom('timers')
        .where('case_id', '=', anyText)
        .where('key', '=', anyNumber)
        .where('element', '=', anyText),
    ),
    putSubscription: prepare(
      db.replaceInto('subscriptions').values({
        case_id: anyText,
        key: anyNumber,
        element: anyText,
        trigger_index: anyNumber,
        kind: anyText,
        name: anyText,
        correlation_key: anyText,
      }),
    ),
    dropSubscription: prepare(
      db
        .deleteFrom('subscriptions')
        .where('case_id', '=', anyText)
        .where('key', '=', anyNumber)
        .where('element', '=', anyText)
        .where('trigger_index', '=', anyNumber),
    ),
    putJob: prepare(
      db.replaceInto('jobs').values({
        case_id: anyText,
        key: anyNumber,
        element: anyText,
        type: anyText,
        retries: anyNumber,
        headers: anyText,
        run_at: anyNumber,
      }),
    ),
    dropJob: prepare(db.deleteFrom('jobs').where('case_id', '=', anyText).where('key', '=', anyNumber)),
    recall: prepare(db.selectFrom('requests').select('answer').where('id', '=', anyText)),
    remember: prepare(db.insertInto('requests').values({ id: anyText, answer: anyText, at: anyNumber })),
  }
}

export type Statements = ReturnType<typeof prepareStatements>
