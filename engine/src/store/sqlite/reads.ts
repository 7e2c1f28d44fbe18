import type { Kysely } from 'kysely'
import { noDue, type Store, type TaskQuery } from '../port.ts'
import { caseOf, definitionOf, eventOf, jobOf, taskOf, type Tables } from './tables.ts'

type Reads = Omit<Store, 'migrate' | 'transaction' | 'close'>

export function sqliteReads(db: Kysely<Tables>): Reads {
  return {
    async definition(process, version) {
      const row = await db
        .selectFrom('definitions')
        .selectAll()
        .where('process', '=', process)
        .where('version', '=', version)
        .executeTakeFirst()
      return row && definitionOf(row)
    },
    async definitions(process) {
      const all = db.selectFrom('definitions').selectAll()
      if (process !== undefined)
        return (await all.where('process', '=', process).orderBy('version', 'desc').execute()).map(definitionOf)
      const latest = db
        .selectFrom('definitions')
        .select(['process', ({ fn }) => fn.max('version').as('version')])
        .groupBy('process')
      const rows = await all
        .innerJoin(latest.as('latest'), (join) =>
          join.onRef('latest.process', '=', 'definitions.process').onRef('latest.version', '=', 'definitions.version'),
        )
        .selectAll('definitions')
        .orderBy('definitions.name')
        .execute()
      return rows.map(definitionOf)
    },
    async case(id) {
      const row = await db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst()
      return row && caseOf(row)
    },
    async caseByKey(businessKey) {
      const row = await db.selectFrom('cases').selectAll().where('business_key', '=', businessKey).executeTakeFirst()
      return row && caseOf(row)
    },
    async running(process) {
      const rows = await db
        .selectFrom('cases')
        .select(['version', ({ fn }) => fn.countAll<number>().as('count')])
        .where('process', '=', process)
        .where('status', '=', 'active')
        .groupBy('version')
        .execute()
      return new Map(rows.map(({ version, count }) => [version, count]))
    },
    async events(caseId) {
      const rows = await db
        .selectFrom('events')
        .select(['seq', 'at', 'data'])
        .where('case_id', '=', caseId)
        .orderBy('seq')
        .execute()
      return rows.map(eventOf)
    },
    async task(id) {
      const row = await db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst()
      return row && taskOf(row)
    },
    async tasksOf(caseId) {
      return (await db.selectFrom('tasks').selectAll().where('case_id', '=', caseId).orderBy('key').execute()).map(
        taskOf,
      )
    },
    openTasks: (query) => openTasks(db, query),
    async countOpen(owners) {
      if (owners.length === 0) return 0
      const row = await db
        .selectFrom('task_queue')
        .select(({ fn }) => fn.count<number>('task_id').distinct().as('count'))
        .where('owner', 'in', owners)
        .executeTakeFirstOrThrow()
      return row.count
    },
    async endedTasks(by, limit, before) {
      const all = db.selectFrom('tasks').selectAll().where('ended_by', '=', by)
      const page = before === undefined ? all : all.where('ended_at', '<', before)
      return (await page.orderBy('ended_at', 'desc').limit(limit).execute()).map(taskOf)
    },
    async dueTimers(at, limit) {
      const rows = await db
        .selectFrom('timers')
        .selectAll()
        .where('due', '<=', at)
        .orderBy('due')
        .orderBy('case_id')
        .orderBy('key')
        .limit(limit)
        .execute()
      return rows.map(({ case_id, ...timer }) => ({ caseId: case_id, ...timer }))
    },
    async nextDue() {
      const row = await db.selectFrom('timers').select('due').orderBy('due').limit(1).executeTakeFirst()
      return row?.due
    },
    async dueJobs(types, at, limit) {
      if (types.length === 0) return []
      const rows = await db
        .selectFrom('jobs')
        .selectAll()
        .where('type', 'in', types)
        .where('run_at', '<=', at)
        .orderBy('run_at')
        .limit(limit)
        .execute()
      return rows.map(jobOf)
    },
    async nextJob(types) {
      if (types.length === 0) return undefined
      const row = await db
        .selectFrom('jobs')
        .select('run_at')
        .where('type', 'in', types)
        .orderBy('run_at')
        .limit(1)
        .executeTakeFirst()
      return row?.run_at
    },
    async setting(name) {
      const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
      return row?.value
    },
  }
}

/** One ordered scan an owner, merged: no owner's list is read further than the page. */
async function openTasks(db: Kysely<Tables>, { owners, limit, after }: TaskQuery) {
  const due = after && (after.dueAt ?? noDue)
  const pages = await Promise.all(
    owners.map((owner) => {
      const all = db.selectFrom('task_queue').select(['due_at', 'task_id']).where('owner', '=', owner)
      const rest =
        due === undefined
          ? all
          : all.where(({ or, and, eb }) =>
              or([eb('due_at', '>', due), and([eb('due_at', '=', due), eb('task_id', '>', after!.id)])]),
            )
      return rest.orderBy('due_at').orderBy('task_id').limit(limit).execute()
    }),
  )
  const byId = new Map(pages.flat().map((entry) => [entry.task_id, entry.due_at]))
  const order = [...byId].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).slice(0, limit)
  if (order.length === 0) return []
  const rows = await db
    .selectFrom('tasks')
    .selectAll()
    .where(
      'id',
      'in',
      order.map(([id]) => id),
    )
    .execute()
  const found = new Map(rows.map((row) => [row.id, taskOf(row)]))
  return order.flatMap(([id]) => found.get(id) ?? [])
}
