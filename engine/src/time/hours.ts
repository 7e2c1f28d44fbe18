/** Office hours: working time as milliseconds and as half days, on top of the working days of a calendar. */
import { isWorking, nthWorkingAfter, usualHours } from './calendar.ts'
import type { HalfDay, Session, WorkingCalendar } from './calendar.ts'
import { dayNumber, isoDay, yearOf } from './day.ts'
import { dayOf, endOfDay } from './workingTime.ts'

interface Span {
  readonly from: number
  readonly to: number
}

const minute = 60_000

/** Minutes of the day; NaN for what is no time of day. */
export function minutesOf(time: string): number {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time)
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN
  return minutes <= 1440 ? minutes : Number.NaN
}

const hoursOf = (calendar: WorkingCalendar): readonly Session[] => calendar.hours ?? usualHours

const spans = new WeakMap<readonly Session[], readonly Span[]>()
function spansOf(calendar: WorkingCalendar): readonly Span[] {
  const hours = hoursOf(calendar)
  let known = spans.get(hours)
  if (!known) {
    known = hours.map(({ from, to }) => ({ from: minutesOf(from) * minute, to: minutesOf(to) * minute }))
    spans.set(hours, known)
  }
  return known
}

const startOf = (day: number, zone: string): number => endOfDay(isoDay(day - 1), zone)
const dayAt = (instant: number, zone: string): number => dayNumber(dayOf(instant, zone))

function halfOf(calendar: WorkingCalendar, day: number): HalfDay['off'] | undefined {
  const half = calendar.years[yearOf(day)]?.half
  if (!half || half.length === 0) return undefined
  const iso = isoDay(day)
  return half.find((each) => each.day === iso)?.off
}

/** The office hours of a day, in order; none on a rest day. The morning is the first span, the afternoon all others. */
function openOn(calendar: WorkingCalendar, day: number): readonly Span[] {
  if (!isWorking(calendar, day)) return []
  const all = spansOf(calendar)
  const off = halfOf(calendar, day)
  if (off === undefined) return all
  return off === 'morning' ? all.slice(1) : all.slice(0, 1)
}

function workedWithin(calendar: WorkingCalendar, day: number, from: number, to: number): number {
  let worked = 0
  const midnight = startOf(day, calendar.zone)
  for (const span of openOn(calendar, day))
    worked += Math.max(0, Math.min(to, midnight + span.to) - Math.max(from, midnight + span.from))
  return worked
}

/** Milliseconds of office time between two instants; 0 where `to` is not later. */
export function workingMsBetween(calendar: WorkingCalendar, from: number, to: number): number {
  if (to <= from) return 0
  let worked = 0
  for (let day = dayAt(from, calendar.zone), last = dayAt(to, calendar.zone); day <= last; day++)
    worked += workedWithin(calendar, day, from, to)
  return worked
}

/** The instant at which so much office time after `from` is used up. */
export function addWorkingMs(calendar: WorkingCalendar, from: number, ms: number): number {
  if (ms === 0) return from
  let left = ms
  for (let day = dayAt(from, calendar.zone); ; day = nthWorkingAfter(calendar, day, 1)) {
    const midnight = startOf(day, calendar.zone)
    for (const span of openOn(calendar, day)) {
      const begin = Math.max(from, midnight + span.from)
      const open = midnight + span.to - begin
      if (open >= left && open > 0) return begin + left
      left -= Math.max(0, open)
    }
  }
}

/**
 * Half days are numbered: 2·day for the morning, 2·day + 1 for the afternoon. The half day in which something happens is the
 * last one that has begun; it does not count, as the day of an event does not.
 */
export function halfDayOf(calendar: WorkingCalendar, instant: number): number {
  const day = dayAt(instant, calendar.zone)
  const [morning, afternoon] = spansOf(calendar)
  const time = instant - startOf(day, calendar.zone)
  if (time < (morning?.from ?? 0)) return 2 * day - 1
  return afternoon && time >= afternoon.from ? 2 * day + 1 : 2 * day
}

export function isWorkedHalf(calendar: WorkingCalendar, half: number): boolean {
  const day = Math.floor(half / 2)
  if (!isWorking(calendar, day)) return false
  return halfOf(calendar, day) !== (half % 2 === 0 ? 'morning' : 'afternoon')
}

/** Worked half days h with from < h ≤ to. */
export function countHalfDays(calendar: WorkingCalendar, from: number, to: number): number {
  let count = 0
  for (let half = from + 1; half <= to; half++) if (isWorkedHalf(calendar, half)) count++
  return count
}

/** The n-th worked half day after `from`. */
export function nthHalfDayAfter(calendar: WorkingCalendar, from: number, n: number): number {
  let half = from
  for (let left = n; left > 0;) if (isWorkedHalf(calendar, ++half)) left--
  return half
}

/** When the office closes at the end of a half day. */
export function endOfHalfDay(calendar: WorkingCalendar, half: number): number {
  const all = spansOf(calendar)
  const span = half % 2 === 0 ? all[0] : all.at(-1)
  return startOf(Math.floor(half / 2), calendar.zone) + (span?.to ?? 1440 * minute)
}
