import { countWorking, nthWorkingAfter } from './calendar.ts'
import type { WorkingCalendar } from './calendar.ts'
import { dayNumber, isoDay } from './day.ts'
import { addWorkingMs, countHalfDays, endOfHalfDay, halfDayOf, nthHalfDayAfter, workingMsBetween } from './hours.ts'
import { dayOf, endOfDay } from './workingTime.ts'

/** Working days (工作日), calendar days, hours of office time, half days of the office, hours by the clock. */
export const limitUnits = ['wd', 'cd', 'wh', 'hd', 'h'] as const
export type LimitUnit = (typeof limitUnits)[number]
export type DayUnit = 'wd' | 'cd'

/** Units that need the instant at which something happened. */
export const isFine = (unit: LimitUnit): boolean => unit !== 'wd' && unit !== 'cd'

/** When something happened: its day, and for units finer than a day its instant. */
export interface When {
  readonly on: string
  readonly at?: number
}

/**
 * How a unit counts. Places are integers on the unit's own line: days, half days or milliseconds; what happens at a place
 * does not count itself (K1), so `count` leaves the first out and takes the last in.
 */
export interface Measure {
  /** Steps of `count` in one of the unit. */
  readonly scale: number
  /** Whole days: what is left is counted with today. */
  readonly daily: boolean
  place(when: When): number
  count(from: number, to: number): number
  advance(from: number, steps: number): number
  /** The first instant that is too late. */
  end(place: number): number
  /** The day of the last moment in time. */
  day(place: number): string
}

const hour = 3_600_000

const makers: Readonly<Record<LimitUnit, (calendar: WorkingCalendar) => Measure>> = {
  wd: (calendar) => ({
    ...days(calendar),
    count: (from, to) => countWorking(calendar, from, to),
    advance: (from, steps) => nthWorkingAfter(calendar, from, steps),
  }),
  cd: (calendar) => ({
    ...days(calendar),
    count: (from, to) => Math.max(0, to - from),
    advance: (from, steps) => from + steps,
  }),
  wh: (calendar) => ({
    ...instants(calendar),
    count: (from, to) => workingMsBetween(calendar, from, to),
    advance: (from, steps) => addWorkingMs(calendar, from, steps),
  }),
  h: (calendar) => ({
    ...instants(calendar),
    count: (from, to) => Math.max(0, to - from),
    advance: (from, steps) => from + steps,
  }),
  hd: (calendar) => ({
    scale: 1,
    daily: false,
    place: ({ on, at }) => (at === undefined ? 2 * dayNumber(on) + 1 : halfDayOf(calendar, at)),
    count: (from, to) => countHalfDays(calendar, from, to),
    advance: (from, steps) => nthHalfDayAfter(calendar, from, steps),
    end: (half) => endOfHalfDay(calendar, half),
    day: (half) => isoDay(Math.floor(half / 2)),
  }),
}

const days = ({ zone }: WorkingCalendar) => ({
  scale: 1,
  daily: true,
  place: ({ on }: When) => dayNumber(on),
  end: (day: number) => endOfDay(isoDay(day), zone),
  day: (day: number) => isoDay(day),
})

/** A day without an instant is over: nothing of it counts. */
const instants = ({ zone }: WorkingCalendar) => ({
  scale: hour,
  daily: false,
  place: ({ on, at }: When) => at ?? endOfDay(on, zone),
  end: (instant: number) => instant,
  day: (instant: number) => dayOf(instant - 1, zone),
})

const made = new WeakMap<WorkingCalendar, Partial<Record<LimitUnit, Measure>>>()

export function measureOf(calendar: WorkingCalendar, unit: LimitUnit): Measure {
  let known = made.get(calendar)
  if (!known) made.set(calendar, (known = {}))
  return (known[unit] ??= makers[unit](calendar))
}
