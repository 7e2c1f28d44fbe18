import { calendarFor, excludedOn, leftOn, type RecordedClock } from '@lianban/engine'
import type { Counting, RecordedEvent, Transaction } from '@lianban/engine/runtime'
import { tablesOf } from '../../tables.ts'
import type { WatchRow } from './rows.ts'

/** Writes down who stopped a clock and let it run on, with the days that were left: what anomalies are found in. */
export function keepStops(
  transaction: Transaction,
  caseId: string,
  events: readonly RecordedEvent[],
  touched: readonly RecordedClock[],
  rows: readonly WatchRow[],
  counting: Counting,
  today: string,
): void {
  const db = tablesOf(transaction.sql)
  for (const { event } of events) {
    if (event.type !== 'clockStopped' && event.type !== 'clockResumed') continue
    const clock = touched.find(({ key }) => key === event.key)?.clock
    const row = rows.find(({ key }) => key === event.key)
    if (!clock || !row) continue
    const calendar = calendarFor(clock.limit, counting)
    const left = Math.round(leftOn(clock, calendar, today) ?? 0)
    const excluded = Math.round(excludedOn(clock, calendar, today))
    if (event.type === 'clockStopped') {
      const { key, document, ground, on, by, until } = event
      const stop = db
        .insertInto('clock_stops')
        .values({
          case_id: caseId,
          key,
          document,
          responsible: row.responsible,
          name: row.name,
          person: by ?? '',
          ground,
          from_on: on,
          until_on: until ?? null,
          to_on: null,
          left_before: left,
          left_after: null,
          excluded: 0,
        })
        .onConflict((conflict) => conflict.doNothing())
      transaction.later(stop)
    } else {
      const end = db
        .updateTable('clock_stops')
        .set({ to_on: event.on, left_after: left, excluded })
        .where('case_id', '=', caseId)
        .where('key', '=', event.key)
        .where('document', '=', event.document)
      transaction.later(end)
    }
  }
}
