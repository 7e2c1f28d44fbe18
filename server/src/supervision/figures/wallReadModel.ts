import type { ServerDb, ServerTables } from '../../tables.ts'

type Clock = ServerTables['clock_watch']

export interface StageCount {
  readonly process: string
  readonly status: string
  readonly light: number
  readonly count: number
}

/** Open cases by process, stage and light: one pass over an index. */
export async function stageCounts(db: ServerDb): Promise<StageCount[]> {
  const rows = await db
    .selectFrom('case_list')
    .select(({ fn }) => ['process', 'status', 'light', fn.countAll<number>().as('count')])
    .where('ended_at', 'is', null)
    .groupBy(['process', 'status', 'light'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** Clocks that are not over by department, state and light. */
export async function departmentCounts(
  db: ServerDb,
): Promise<(Pick<Clock, 'responsible' | 'state' | 'light'> & { count: number })[]> {
  const rows = await db
    .selectFrom('clock_watch')
    .select(({ fn }) => ['responsible', 'state', 'light', fn.countAll<number>().as('count')])
    .where('ended_on', 'is', null)
    .groupBy(['responsible', 'state', 'light'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

export async function dueBy(db: ServerDb, day: string): Promise<number> {
  const { count } = await db
    .selectFrom('clock_watch')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('ended_on', 'is', null)
    .where('due_on', '<=', day)
    .where('responsible', '<>', '')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Cards that are not final, by state and department; reminders need no handling. */
export async function openCards(db: ServerDb): Promise<{ state: string; against: string; count: number }[]> {
  const rows = await db
    .selectFrom('cards')
    .select(({ fn }) => ['state', 'against', fn.countAll<number>().as('count')])
    .where('state', 'in', ['open', 'rejected', 'explained', 'appealed'])
    .where('colour', 'in', ['yellow', 'red'])
    .groupBy(['state', 'against'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

export interface WallFilter {
  readonly department?: string | undefined
  readonly light?: number | undefined
  readonly state?: 'running' | 'stopped' | undefined
  readonly process?: string | undefined
  readonly status?: string | undefined
  readonly cursor?: string | undefined
}

const pageSize = 50

/** Clocks that are not over, by least time left; those that stand still come last. */
export async function watchedPage(db: ServerDb, { department, light, state, process, status, cursor }: WallFilter) {
  let query = db
    .selectFrom('clock_watch')
    .innerJoin('case_list', 'case_list.case_id', 'clock_watch.case_id')
    .selectAll('clock_watch')
    .select(['case_list.case_no', 'case_list.title', 'case_list.version as case_version'])
    .where('clock_watch.ended_on', 'is', null)
    .where('clock_watch.responsible', '<>', '')
  if (department !== undefined) query = query.where('clock_watch.responsible', '=', department)
  if (light !== undefined) query = query.where('clock_watch.light', '=', light)
  if (state !== undefined) query = query.where('clock_watch.state', '=', state)
  if (process !== undefined) query = query.where('clock_watch.process', '=', process)
  if (status !== undefined) query = query.where('case_list.status', '=', status)
  const [due, caseId, key] = cursor?.split('~') ?? []
  if (due !== undefined && caseId !== undefined)
    query = query.where(({ or, and, eb }) => {
      const behind = or([
        eb('clock_watch.case_id', '>', caseId),
        and([eb('clock_watch.case_id', '=', caseId), eb('clock_watch.key', '>', Number(key))]),
      ])
      const still = eb('clock_watch.due_on', 'is', null)
      return due === ''
        ? and([still, behind])
        : or([eb('clock_watch.due_on', '>', due), and([eb('clock_watch.due_on', '=', due), behind]), still])
    })
  const rows = await query
    .orderBy('clock_watch.due_on', (order) => order.asc().nullsLast())
    .orderBy('clock_watch.case_id')
    .orderBy('clock_watch.key')
    .limit(pageSize + 1)
    .execute()
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  const next = rows.length > pageSize && last ? `${last.due_on ?? ''}~${last.case_id}~${last.key}` : undefined
  return { rows: page, next }
}
