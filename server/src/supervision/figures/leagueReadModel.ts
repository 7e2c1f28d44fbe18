import type { ServerDb } from '../../tables.ts'

export interface Period {
  /** First and last day, both counted. */
  readonly from: string
  readonly to: string
  readonly process?: string | undefined
}

const ended = (db: ServerDb, { from, to, process }: Period) => {
  const query = db
    .selectFrom('clock_watch')
    .where('ended_on', '>=', from)
    .where('ended_on', '<=', to)
    .where('responsible', '<>', '')
  return process === undefined ? query : query.where('process', '=', process)
}

/** Clocks that ended in the period, by department, item and day. */
export async function endedCounts(db: ServerDb, period: Period) {
  const rows = await ended(db, period)
    .select(({ fn, eb }) => [
      'responsible',
      'process',
      'ended_on',
      fn.countAll<number>().as('count'),
      fn.sum<number>('late').as('late'),
      fn.sum<number>('excluded').as('excluded'),
      fn.sum<number>(eb.case().when('stops', '>', 0).then(1).else(0).end()).as('stopped'),
      fn.sum<number>(eb.case().when('extended', '>', 0).then(1).else(0).end()).as('extended'),
    ])
    .groupBy(['responsible', 'process', 'ended_on'])
    .execute()
  return rows.map((row) => ({
    responsible: row.responsible,
    process: row.process,
    endedOn: row.ended_on!,
    count: Number(row.count),
    late: Number(row.late),
    excluded: Number(row.excluded),
    stopped: Number(row.stopped),
    extended: Number(row.extended),
  }))
}

/** Clocks that run on although they fell due in the period: not ending is no way to be in time. */
export async function overdueCounts(db: ServerDb, { from, to, process }: Period, today: string) {
  let query = db
    .selectFrom('clock_watch')
    .select(({ fn }) => ['responsible', 'process', 'due_on', fn.countAll<number>().as('count')])
    .where(({ eb, lit }) => eb('light', '>', lit(0)))
    .where('state', '=', 'running')
    .where('due_on', '>=', from)
    .where('due_on', '<=', to)
    .where('due_on', '<', today)
    .where('responsible', '<>', '')
  if (process !== undefined) query = query.where('process', '=', process)
  const rows = await query.groupBy(['responsible', 'process', 'due_on']).execute()
  return rows.map((row) => ({ ...row, dueOn: row.due_on!, count: Number(row.count) }))
}

/** How much of its limit each share of clocks took: counts by days used and days given. */
export async function usedCounts(db: ServerDb, period: Period) {
  const rows = await ended(db, period)
    .select(({ fn }) => ['responsible', 'used', 'budget', fn.countAll<number>().as('count')])
    .groupBy(['responsible', 'used', 'budget'])
    .execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** Cards raised from one instant to another, by department, colour and whether they were revoked. */
export async function cardCounts(db: ServerDb, from: number, to: number, process?: string) {
  let query = db
    .selectFrom('cards')
    .select(({ fn }) => ['against', 'colour', 'state', fn.countAll<number>().as('count')])
    .where('raised_at', '>=', from)
    .where('raised_at', '<', to)
  if (process !== undefined) query = query.where('process', '=', process)
  const rows = await query.groupBy(['against', 'colour', 'state']).execute()
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}
