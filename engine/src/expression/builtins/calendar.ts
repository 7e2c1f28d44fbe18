import type { Run } from '../run.ts'
import {
  addCalendarDays,
  addWorkingDays,
  addWorkingMs,
  calendarDaysBefore,
  dayOf,
  endOfDay,
  isWorkingDay,
  workingDaysBefore,
  workingDaysBetween,
} from '../../time/index.ts'
import { add } from '../values/decimal.ts'
import { dateTimeAt, FeelDate, FeelDateTime, parseDate } from '../values/temporal.ts'
import type { FeelValue } from '../values/value.ts'
import { offsetAtInstant } from '../values/zone.ts'
import { takes, type Family } from './signature.ts'

type Day = FeelDate | FeelDateTime | string | null

/** Forty years of working days; no public service counts further, and each year of a calendar takes memory. */
const farthest = 10_000
const firstYear = 1900
const lastYear = 2200

/** `YYYY-MM-DD`; the day of the run where none is given. Undefined for what no calendar reaches. */
function isoDay(day: Day, run: Run): string | undefined {
  if (day === null) return today(run).toString()
  const date =
    typeof day === 'string' ? parseDate(day.slice(0, 10)) : day instanceof FeelDate ? day : localDate(day, run)
  return date && date.year >= firstYear && date.year <= lastYear ? date.toString() : undefined
}

/** The day that an instant has where the run is. */
function localDate(value: FeelDateTime, run: Run): FeelDate | null {
  const { zone } = run.moment.calendar
  if (value.time.zone === null || value.time.zone === zone) return value.date
  const instant = value.instant(zone)
  return dateTimeAt(instant + offsetAtInstant(zone, Math.floor(instant)), null)?.date ?? null
}

const today = (run: Run): FeelDate => parseDate(dayOf(run.moment.at, run.moment.calendar.zone)) as FeelDate

/** The instant of the run as the clock of its calendar's zone shows it, with the offset that is in force. */
function now(run: Run): FeelValue {
  const { at, calendar } = run.moment
  const seconds = at / 1000
  const offset = offsetAtInstant(calendar.zone, seconds)
  return dateTimeAt(add(seconds, offset), offset)
}

/** Days from a day, by a rule of the calendar; the start never counts. */
const shifted = (shift: (day: string, n: number, run: Run) => string) => (start: Day, n: number, run: Run) => {
  const day = isoDay(start, run)
  if (day === undefined || !Number.isInteger(n) || n < 0 || n > farthest) {
    return run.warn(
      'wrong-arguments',
      `days are counted as whole numbers from 0 to ${farthest}, from a day of ${firstYear} to ${lastYear}`,
    )
  }
  run.spend(20 + (n >> 4))
  return parseDate(shift(day, n, run))
}

const working = shifted((day, n, run) => addWorkingDays(run.moment.calendar, day, n))
const rolled = shifted((day, n, run) => addCalendarDays(run.moment.calendar, day, n, { roll: true }))
const unrolled = shifted((day, n, run) => addCalendarDays(run.moment.calendar, day, n, { minimum: true }))
const earlier = shifted((day, n, run) => workingDaysBefore(run.moment.calendar, day, n))
const earlierStrictly = shifted((day, n, run) => workingDaysBefore(run.moment.calendar, day, n, { strictGap: true }))
const daysEarlier = shifted((day, n) => calendarDaysBefore(day, n))
const daysEarlierStrictly = shifted((day, n) => calendarDaysBefore(day, n, { strictGap: true }))

/** Office hours after an instant: limits of less than a day. */
function officeHours(hours: number, from: Day, run: Run): FeelValue {
  const at = from === null ? run.moment.at : instantOf(from, run)
  if (at === undefined || !(hours >= 0 && hours <= farthest))
    return run.warn('wrong-arguments', `hours are counted from 0 to ${farthest}, from a date and time`)
  run.spend(100 + Math.ceil(hours))
  const { zone } = run.moment.calendar
  const seconds = addWorkingMs(run.moment.calendar, at, hours * 3_600_000) / 1000
  const offset = offsetAtInstant(zone, Math.floor(seconds))
  return dateTimeAt(add(seconds, offset), offset)
}

function instantOf(from: Day, run: Run): number | undefined {
  const { zone } = run.moment.calendar
  if (from instanceof FeelDateTime) return Math.round(from.instant(zone) * 1000)
  const day = isoDay(from, run)
  return day === undefined ? undefined : endOfDay(day, zone)
}

function between(from: Day, to: Day, run: Run): FeelValue {
  const [a, b] = [isoDay(from, run), isoDay(to, run)]
  if (a === undefined || b === undefined)
    return run.warn('wrong-arguments', `a day is not of ${firstYear} to ${lastYear}`)
  run.spend(100)
  return workingDaysBetween(run.moment.calendar, a, b)
}

const DAY = 'instant|string'

/**
 * The time of the run, and days by its working calendar. Counting follows conventions K1 and K4: the start day does not
 * count; `calendar days` ends on the next working day when its last day is none.
 */
export const calendarFunctions: Family = {
  now: [takes('', (_args, run) => now(run))],
  today: [takes('', (_args, run) => today(run))],
  'add working days': [takes(`date: ${DAY}, days: number`, ([date, days], run) => working(date, days, run))],
  'add calendar days': [takes(`date: ${DAY}, days: number`, ([date, days], run) => rolled(date, days, run))],
  'subtract working days': [takes(`date: ${DAY}, days: number`, ([date, days], run) => earlier(date, days, run))],
  'working days between': [takes(`from: ${DAY}, to: ${DAY}`, ([from, to], run) => between(from, to, run))],
  'is working day': [
    takes(`date?: ${DAY}`, ([date], run) => {
      const day = isoDay(date, run)
      return day === undefined
        ? run.warn('wrong-arguments', `the day is not of ${firstYear} to ${lastYear}`)
        : isWorkingDay(run.moment.calendar, day)
    }),
  ],
  wd: [takes(`n: number, from?: ${DAY}`, ([n, from], run) => working(from, n, run))],
  cd: [
    takes('n: number, roll: boolean', ([n, roll], run) => (roll ? rolled : unrolled)(null, n, run)),
    takes(`n: number, from?: ${DAY}, roll?: boolean`, ([n, from, roll], run) =>
      (roll === false ? unrolled : rolled)(from, n, run),
    ),
  ],
  minCd: [takes(`n: number, from?: ${DAY}`, ([n, from], run) => unrolled(from, n, run))],
  wdBefore: [
    takes(`before: ${DAY}, n: number, strictGap?: boolean`, ([before, n, strict], run) =>
      (strict ? earlierStrictly : earlier)(before, n, run),
    ),
  ],
  cdBefore: [
    takes(`before: ${DAY}, n: number, strictGap?: boolean`, ([before, n, strict], run) =>
      (strict ? daysEarlierStrictly : daysEarlier)(before, n, run),
    ),
  ],
  wh: [takes(`hours: number, from?: ${DAY}`, ([hours, from], run) => officeHours(hours, from, run))],
}
