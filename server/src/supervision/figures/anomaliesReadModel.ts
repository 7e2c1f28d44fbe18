import type { ServerDb } from '../../tables.ts'
import type { Period } from './leagueReadModel.ts'

const most = 200

const stopsWithCases = (db: ServerDb, { from, to, process }: Period) => {
  const query = db
    .selectFrom('clock_stops')
    .innerJoin('case_list', 'case_list.case_id', 'clock_stops.case_id')
    .where('clock_stops.from_on', '>=', from)
    .where('clock_stops.from_on', '<=', to)
  return process === undefined ? query : query.where('case_list.process', '=', process)
}

const listed = (db: ServerDb, period: Period) =>
  stopsWithCases(db, period)
    .selectAll('clock_stops')
    .select(['case_list.case_no', 'case_list.title'])
    .orderBy('clock_stops.from_on', 'desc')
    .orderBy('clock_stops.case_id')
    .limit(most)

/** Stopped, or running again, with a day or less left: where pauses hide what is overdue. */
export const nearDueStops = (db: ServerDb, period: Period) =>
  listed(db, period)
    .where(({ or, eb }) => or([eb('left_before', '<=', 1), eb('left_after', '<=', 1)]))
    .execute()

/** Longer than the applicant was told, or without a told time. */
export const overrunStops = (db: ServerDb, period: Period, today: string) =>
  listed(db, period)
    .where(({ or, and, eb }) =>
      or([
        and([eb('to_on', 'is', null), or([eb('until_on', 'is', null), eb('until_on', '<', today)])]),
        eb('to_on', '>', eb.ref('until_on')),
      ]),
    )
    .execute()

/** Clocks that were stopped more than once. */
export async function repeatedStops(db: ServerDb, period: Period) {
  const rows = await stopsWithCases(db, period)
    .select(({ fn }) => [
      'clock_stops.case_id',
      'clock_stops.key',
      'clock_stops.name',
      'case_list.case_no',
      'case_list.title',
      fn.countAll<number>().as('stops'),
      fn.max('clock_stops.excluded').as('excluded'),
    ])
    .groupBy(['clock_stops.case_id', 'clock_stops.key', 'clock_stops.name', 'case_list.case_no', 'case_list.title'])
    .having(({ fn, eb }) => eb(fn.countAll<number>(), '>', 1))
    .orderBy('stops', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({ ...row, stops: Number(row.stops), excluded: Number(row.excluded) }))
}

/** Clocks of each department, how many of them stand or stood still, and the days that this took out. */
export async function pauseCounts(db: ServerDb, { from, to, process }: Period) {
  let query = db
    .selectFrom('clock_watch')
    .select(({ fn, eb }) => [
      'responsible',
      fn.countAll<number>().as('clocks'),
      fn.sum<number>(eb.case().when('stops', '>', 0).then(1).else(0).end()).as('stopped'),
      fn.sum<number>('excluded').as('excluded'),
    ])
    .where('responsible', '<>', '')
    .where(({ or, and, eb }) =>
      or([eb('ended_on', 'is', null), and([eb('ended_on', '>=', from), eb('ended_on', '<=', to)])]),
    )
  if (process !== undefined) query = query.where('process', '=', process)
  const rows = await query.groupBy('responsible').execute()
  return rows.map((row) => ({
    responsible: row.responsible,
    clocks: Number(row.clocks),
    stopped: Number(row.stopped),
    excluded: Number(row.excluded),
  }))
}
