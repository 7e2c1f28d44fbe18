/**
 * Legal days. The start day is never counted: day 1 is the next one (民法典第二百零一条), and a limit is kept until 24:00
 * of its last day.
 */
import { Temporal } from 'temporal-polyfill'
import { countWorking, isWorking, nthWorkingAfter, nthWorkingBefore } from './calendar.ts'
import type { WorkingCalendar } from './calendar.ts'
import { dayNumber, isoDay } from './day.ts'

/** The n-th working day after `start`; `start` itself when n is 0. */
export function addWorkingDays(calendar: WorkingCalendar, start: string, n: number): string {
  const from = dayNumber(start)
  return isoDay(expectCount(n) === 0 ? from : nthWorkingAfter(calendar, from, n))
}

export interface CalendarDayRules {
  /** Move a last day that is a rest day to the next working day (民法典第二百零三条). Default: true, unless `minimum`. */
  roll?: boolean
  /** A period "of not less than n days": it is never shorter and need not roll, though a proposal may (`roll: true`). */
  minimum?: boolean
}

export function addCalendarDays(
  calendar: WorkingCalendar,
  start: string,
  n: number,
  { minimum = false, roll = !minimum }: CalendarDayRules = {},
): string {
  const last = dayNumber(start) + expectCount(n)
  return isoDay(roll && !isWorking(calendar, last) ? nthWorkingAfter(calendar, last, 1) : last)
}

export interface NoticeRules {
  /** Ask for n full days between notice and day, instead of the n-th day after the notice being the day itself. */
  strictGap?: boolean
}

/** The last working day on which something due "at least n working days before `day`" can be done. */
export function workingDaysBefore(
  calendar: WorkingCalendar,
  day: string,
  n: number,
  { strictGap = false }: NoticeRules = {},
): string {
  const to = dayNumber(day)
  const last = isWorking(calendar, to) ? to : nthWorkingBefore(calendar, to, 1)
  const gap = expectCount(n) + (strictGap ? 1 : 0)
  return isoDay(gap === 0 ? last : nthWorkingBefore(calendar, last, gap))
}

/** The last day on which something due "at least n days before `day`" can be done. */
export function calendarDaysBefore(day: string, n: number, { strictGap = false }: NoticeRules = {}): string {
  return isoDay(dayNumber(day) - expectCount(n) - (strictGap ? 1 : 0))
}

/** Working days d with from < d ≤ to; negative when `to` lies before `from`. */
export function workingDaysBetween(calendar: WorkingCalendar, from: string, to: string): number {
  const a = dayNumber(from)
  const b = dayNumber(to)
  return b < a ? -countWorking(calendar, b, a) : countWorking(calendar, a, b)
}

// Asia/Shanghai has kept UTC+8 without summer time since 1992; asking the time zone data for it costs fifty times more.
const SHANGHAI = 'Asia/Shanghai'
const SHANGHAI_OFFSET = 8 * 3_600_000
const SHANGHAI_FIXED_SINCE = Date.UTC(1992, 0, 1)
const DAY_MS = 86_400_000

/** 24:00 of the day, as epoch milliseconds: the first instant at which a limit ending on that day is overdue. */
export function endOfDay(day: string, zone: string): number {
  const next = dayNumber(day) + 1
  const shanghai = next * DAY_MS - SHANGHAI_OFFSET
  if (zone === SHANGHAI && shanghai >= SHANGHAI_FIXED_SINCE) return shanghai
  return Temporal.PlainDate.from(isoDay(next)).toZonedDateTime(zone).epochMilliseconds
}

export function dayOf(epochMs: number, zone: string): string {
  if (zone === SHANGHAI && epochMs >= SHANGHAI_FIXED_SINCE) {
    return isoDay(Math.floor((epochMs + SHANGHAI_OFFSET) / DAY_MS))
  }
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).toPlainDate().toString()
}

function expectCount(n: number): number {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`Expected a whole number of days, 0 or more, but got ${n}`)
  return n
}
