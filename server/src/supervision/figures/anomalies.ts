import { dayOf } from '@lianban/engine'
import type { Anomalies, StopView } from '../../contract/index.ts'
import type { Server } from '../../context.ts'
import { nearDueStops, overrunStops, pauseCounts, repeatedStops } from './anomaliesReadModel.ts'
import type { Period } from './leagueReadModel.ts'

/** Where pauses may hide what is overdue: departments by their pause rate, and the stops to look at. */
export async function anomalies(server: Server, period: Period): Promise<Anomalies> {
  const { db, runtime, people } = server
  const today = dayOf(runtime.clock.now(), runtime.calendar.zone)
  const [pauses, near, overrun, repeated, names] = await Promise.all([
    pauseCounts(db, period),
    nearDueStops(db, period),
    overrunStops(db, period, today),
    repeatedStops(db, period),
    people.names(),
  ])
  const stopView = (row: (typeof near)[number]): StopView => ({
    caseId: row.case_id,
    caseNo: row.case_no,
    title: row.title,
    clockName: row.name,
    department: names.department(row.responsible),
    by: names.person(row.person),
    ground: row.ground,
    document: row.document,
    from: row.from_on,
    ...(row.to_on === null ? {} : { to: row.to_on }),
    ...(row.until_on === null ? {} : { until: row.until_on }),
    leftBefore: row.left_before,
    ...(row.left_after === null ? {} : { leftAfter: row.left_after }),
  })
  return {
    pauses: pauses
      .map(({ responsible, clocks, stopped, excluded }) => ({
        code: responsible,
        name: names.department(responsible),
        clocks,
        stopped,
        share: Math.round((stopped / clocks) * 1000) / 1000,
        excludedDays: excluded,
      }))
      .toSorted((a, b) => b.share - a.share || b.excludedDays - a.excludedDays),
    nearDue: near.map(stopView),
    overrun: overrun.map(stopView),
    repeated: repeated.map((row) => ({
      caseId: row.case_id,
      caseNo: row.case_no,
      title: row.title,
      clockName: row.name,
      stops: row.stops,
      excludedDays: row.excluded,
    })),
  }
}
