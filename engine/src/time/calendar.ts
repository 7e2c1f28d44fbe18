import { dayNumber, dayNumberOf, isWeekend, yearOf } from './day.ts'

/** What one yearly notice says: the days off (weekends inside a holiday included) and the weekend days that are worked. */
export interface CalendarYear {
  readonly off: readonly string[]
  readonly work: readonly string[]
  /** Half days: worked, but closed in the morning or the afternoon; only limits in hours and half days feel them. */
  readonly half?: readonly HalfDay[]
  /** The notice the days were taken from. */
  readonly source: string
  /** Local days stand in a year whose notice is not loaded yet. */
  readonly provisional?: true
}

export interface HalfDay {
  readonly day: string
  readonly off: 'morning' | 'afternoon'
}

/** A span of office hours, `HH:MM` to `HH:MM`. */
export interface Session {
  readonly from: string
  readonly to: string
}

/** Office hours where a calendar names none. */
export const usualHours: readonly Session[] = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
]

/**
 * A working calendar is data and never changes: loading a year makes a new one (`withYear`), so that what was computed
 * from the old one can be found and computed again.
 */
export interface WorkingCalendar {
  readonly code: string
  readonly zone: string
  readonly years: Readonly<Record<number, CalendarYear>>
  /** Office hours in order, the morning first; default `usualHours`. */
  readonly hours?: readonly Session[]
}

/** Counts of one year: `worked[i]` is how many of its first i days are working days, `days` the working days themselves. */
interface YearIndex {
  readonly first: number
  readonly worked: Uint16Array
  readonly days: Int32Array
}

const LAST_YEAR = 9999
const indexes = new WeakMap<WorkingCalendar, Map<number, YearIndex>>()

export function withYear(calendar: WorkingCalendar, year: number, data: CalendarYear): WorkingCalendar {
  return { ...calendar, years: { ...calendar.years, [year]: data } }
}

export function isWorkingDay(calendar: WorkingCalendar, day: string): boolean {
  return isWorking(calendar, dayNumber(day))
}

/** True where the year of the day is not published yet, so that plain weekdays stand in for the calendar. */
export function isProvisional(calendar: WorkingCalendar, day: string): boolean {
  return !isLoaded(calendar, yearOf(dayNumber(day)))
}

/** True where any day d with from < d ≤ to lies in a year that is not published yet. */
export function isProvisionalSpan(calendar: WorkingCalendar, from: string, to: string): boolean {
  const last = yearOf(dayNumber(to))
  for (let year = yearOf(dayNumber(from) + 1); year <= last; year++) if (!isLoaded(calendar, year)) return true
  return false
}

export function isLoaded({ years }: WorkingCalendar, year: number): boolean {
  const data = years[year]
  return data !== undefined && data.provisional !== true
}

export function isWorking(calendar: WorkingCalendar, day: number): boolean {
  return workedUpTo(calendar, day) > workedUpTo(calendar, day - 1, yearOf(day))
}

/** Working days d with from < d ≤ to; 0 when there are none. */
export function countWorking(calendar: WorkingCalendar, from: number, to: number): number {
  if (to <= from) return 0
  const lastYear = yearOf(to)
  let count = workedUpTo(calendar, to)
  for (let year = yearOf(from); year < lastYear; year++) count += indexOf(calendar, year).days.length
  return count - workedUpTo(calendar, from)
}

/** The n-th working day after `from` (n ≥ 1); `from` itself never counts. */
export function nthWorkingAfter(calendar: WorkingCalendar, from: number, n: number): number {
  let year = yearOf(from)
  let rank = workedUpTo(calendar, from) + n
  for (let index = indexOf(calendar, year); ; index = indexOf(calendar, ++year)) {
    const day = index.days[rank - 1]
    if (day !== undefined) return day
    rank -= index.days.length
  }
}

/** The n-th working day before `to` (n ≥ 1); `to` itself never counts. */
export function nthWorkingBefore(calendar: WorkingCalendar, to: number, n: number): number {
  let year = yearOf(to)
  let rank = workedUpTo(calendar, to - 1, year) - n
  while (rank < 0) rank += indexOf(calendar, --year).days.length
  return indexOf(calendar, year).days[rank] as number
}

/** Working days of the year of `day` up to and including it; with `year`, a day before that year counts as none. */
function workedUpTo(calendar: WorkingCalendar, day: number, year = yearOf(day)): number {
  const index = indexOf(calendar, year)
  return index.worked[day - index.first + 1] as number
}

function indexOf(calendar: WorkingCalendar, year: number): YearIndex {
  let years = indexes.get(calendar)
  if (!years) indexes.set(calendar, (years = new Map()))
  let index = years.get(year)
  if (!index) years.set(year, (index = buildIndex(calendar, year)))
  return index
}

function buildIndex(calendar: WorkingCalendar, year: number): YearIndex {
  if (year < 0 || year > LAST_YEAR) throw new RangeError(`Expected a year from 0 to ${LAST_YEAR}, but got ${year}`)
  const data = calendar.years[year]
  const off = new Set(data?.off.map(dayNumber))
  const work = new Set(data?.work.map(dayNumber))
  const first = dayNumberOf(year, 1, 1)
  const length = dayNumberOf(year, 12, 31) - first + 1
  const worked = new Uint16Array(length + 1)
  const days: number[] = []
  for (let i = 0; i < length; i++) {
    const day = first + i
    if (work.has(day) || (!off.has(day) && !isWeekend(day))) days.push(day)
    worked[i + 1] = days.length
  }
  return { first, worked, days: Int32Array.from(days) }
}
