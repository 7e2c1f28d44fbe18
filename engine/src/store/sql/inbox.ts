import type { Kysely } from 'kysely'
import { compareTasks, placeOf, splitId, type Store, type TaskQuery, type TaskRow } from '../port.ts'
import { taskOf, type Tables } from './tables.ts'

/** What people look at: tasks and the queues in which they stand. */
export function inboxReads(db: Kysely<Tables>): Pick<Store, 'task' | 'openTasks' | 'countOpen' | 'endedTasks'> {
  return {
    async task(id) {
      const { caseId, key } = splitId(id)
      if (!Number.isInteger(key)) return undefined
      const all = db.selectFrom('tasks').selectAll().where('case_id', '=', caseId)
      const row = await all.where('key', '=', key).executeTakeFirst()
      return row && taskOf(row)
    },
    openTasks: (query) => openTasks(db, query),
    async countOpen(owners) {
      if (owners.length === 0) return 0
      const standing = db.selectFrom('task_queue').where('owner', 'in', owners)
      // Only with several owners may a task stand in more than one queue.
      const mine = owners.length === 1 ? standing.select('key') : standing.select(['case_id', 'key']).distinct()
      const counted = db.selectFrom(mine.as('mine')).select(({ fn }) => fn.countAll<number>().as('count'))
      return (await counted.executeTakeFirstOrThrow()).count
    },
    async endedTasks(by, limit, before) {
      const all = db.selectFrom('tasks').selectAll().where('ended_by', '=', by)
      const page = before === undefined ? all : all.where('ended_at', '<', before)
      return (await page.orderBy('ended_at', 'desc').limit(limit).execute()).map(taskOf)
    },
  }
}

/** One ordered scan an owner, merged: no owner's list is read further than the page. */
async function openTasks(db: Kysely<Tables>, { owners, limit, after }: TaskQuery): Promise<TaskRow[]> {
  const from = after && placeOf(after)
  const pages = await Promise.all(
    owners.map((owner) => {
      const all = db
        .selectFrom('task_queue')
        .innerJoin('tasks', (join) =>
          join.onRef('tasks.case_id', '=', 'task_queue.case_id').onRef('tasks.key', '=', 'task_queue.key'),
        )
        .selectAll('tasks')
        .where('task_queue.owner', '=', owner)
      const rest = from
        ? all.where(({ eb, refTuple, tuple }) =>
            eb(
              refTuple('task_queue.due_at', 'task_queue.case_id', 'task_queue.key'),
              '>',
              tuple(from.due, from.caseId, from.key),
            ),
          )
        : all
      return rest
        .orderBy('task_queue.due_at')
        .orderBy('task_queue.case_id')
        .orderBy('task_queue.key')
        .limit(limit)
        .execute()
    }),
  )
  const found = new Map(pages.flat().map((row) => [`${row.case_id}.${row.key}`, row]))
  return [...found.values()].map(taskOf).sort(compareTasks).slice(0, limit)
}
