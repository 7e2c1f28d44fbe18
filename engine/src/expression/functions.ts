import { date, dateAndTime } from 'feelin'
import { addCalendarDays, addWorkingDays, dayOf, workingDaysBefore } from '../time/index.ts'
import type { Moment } from './expression.ts'

const day = (value: unknown, moment: Moment): string =>
  value === undefined || value === null ? dayOf(moment.at, moment.calendar.zone) : String(value).slice(0, 10)

/** A day as the FEEL date that it is. */
export const feelDate = (iso: string): unknown => date(iso)

/**
 * Names that every expression knows besides the standard's built-ins; `now` and `today` replace the library's, which would
 * read the machine's clock. Counting follows conventions K1 and K4: the start day does not count.
 */
export const calendarFunctions: Readonly<Record<string, (moment: Moment) => unknown>> = Object.assign(
  Object.create(null) as Record<string, (moment: Moment) => unknown>,
  {
    now: (m: Moment) => () => dateAndTime(new Date(m.at).toISOString()),
    today: (m: Moment) => () => date(dayOf(m.at, m.calendar.zone)),
    wd: (m: Moment) => (n: number, from?: unknown) => date(addWorkingDays(m.calendar, day(from, m), n)),
    cd: (m: Moment) => (n: number, from?: unknown) =>
      date(addCalendarDays(m.calendar, day(from, m), n, { roll: true })),
    wdBefore: (m: Moment) => (before: unknown, n: number) => date(workingDaysBefore(m.calendar, day(before, m), n)),
  },
)
