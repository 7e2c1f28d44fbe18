/**
 * The legal clock: a budget of days or hours and a ledger of stops, never a target date. The state is a fold over events;
 * the due date is derived from it and a calendar, and derived again when the calendar changes. Who may stop or extend a
 * clock, and on which ground, is decided before an event comes here.
 */
import { isProvisionalSpan, isWorking } from './calendar.ts'
import type { WorkingCalendar } from './calendar.ts'
import { dayOf } from './workingTime.ts'
import { excludedDays, mergeStops, when } from './exclusion.ts'
import type { Exclusion, Stop } from './exclusion.ts'
import { measureOf, type LimitUnit, type Measure, type When } from './measure.ts'

export type ClockKind = 'statutory' | 'promised' | 'step' | 'department'

export interface Extension {
  /** Most days (or hours) of all extensions together. */
  readonly days: number
  /** The group whose signature it takes. */
  readonly by: string
  /** How often; once where it is absent. */
  readonly times?: number
}

export interface Limit {
  readonly n: number
  readonly unit: LimitUnit
  /** Calendar days: does a last day that is a rest day move to the next working day? Default yes; a minimum period does not. */
  readonly roll?: boolean
  /** "Not less than": it never shortens and does not roll unless `roll` says so; nothing is overdue when it is over. */
  readonly minimum?: true
  readonly kind: ClockKind
  readonly name: string
  /** The provision that sets the limit. */
  readonly basis: string
  /** Code of the calendar it counts on; the case's own where it is absent. */
  readonly calendar?: string
  /** What the limit allowed when the clock started: grounds for a stop, and its extension. */
  readonly grounds?: readonly string[]
  readonly extension?: Extension
  /** The rule of the register it was taken from, in the version that was in force. */
  readonly rule?: { readonly id: string; readonly version: number }
}

export type ClockEvent =
  | ({ readonly kind: 'start' } & When)
  | ({
      readonly kind: 'stop'
      readonly ground: string
      readonly document: string
      readonly by?: string
      readonly until?: string
    } & When)
  /** Ends the stop that `document` began; without a document, every open stop. */
  | ({ readonly kind: 'resume'; readonly document?: string } & When)
  | { readonly kind: 'extend'; readonly n: number }
  /** The whole limit runs anew from this day (政府信息公开条例第三十条); what was open is closed. */
  | ({ readonly kind: 'restart' } & When)
  | ({ readonly kind: 'complete' } & When)

export interface ClockState {
  readonly limit: Limit
  /** Absent while it has not started. */
  readonly startedOn?: string
  readonly startedAt?: number
  readonly completedOn?: string
  readonly completedAt?: number
  /** Days added to the limit by extensions, and how many there were. */
  readonly extended: number
  readonly extensions?: number
  readonly stops: readonly Stop[]
  /** Days on which it ran before it was restarted. */
  readonly restarts?: readonly string[]
  /** Revision of the almanac that its due day was last derived with. */
  readonly revision?: number
}

export function createClock(limit: Limit): ClockState {
  return { limit, extended: 0, stops: [] }
}

export function foldClock(limit: Limit, events: Iterable<ClockEvent>): ClockState {
  let state = createClock(limit)
  for (const event of events) state = applyClock(state, event)
  return state
}

const instant = <K extends string>(key: K, at: number | undefined): { [P in K]?: number } =>
  (at === undefined ? {} : { [key]: at }) as { [P in K]?: number }

export function applyClock(state: ClockState, event: ClockEvent): ClockState {
  switch (event.kind) {
    case 'start':
      return event.at === undefined
        ? { ...state, startedOn: event.on }
        : { ...state, startedOn: event.on, startedAt: event.at }
    case 'stop': {
      const { on, at, ground, document, by, until } = event
      const author = by === undefined ? {} : { by }
      const planned = until === undefined ? {} : { until }
      const stop: Stop = { from: on, ground, document, ...author, ...planned, ...instant('fromAt', at) }
      return { ...state, stops: [...state.stops, stop] }
    }
    case 'resume':
      return { ...state, stops: state.stops.map((stop) => resumeStop(stop, event, event.document)) }
    case 'extend':
      return { ...state, extended: state.extended + event.n, extensions: (state.extensions ?? 0) + 1 }
    case 'restart': {
      const before = state.startedOn === undefined ? [] : [state.startedOn]
      const { startedAt: _, ...rest } = state
      return {
        ...rest,
        startedOn: event.on,
        ...instant('startedAt', event.at),
        stops: state.stops.map((stop) => resumeStop(stop, event, undefined)),
        restarts: [...(state.restarts ?? []), ...before],
      }
    }
    case 'complete':
      return { ...state, completedOn: event.on, ...instant('completedAt', event.at) }
  }
}

function resumeStop(stop: Stop, { on, at }: When, document: string | undefined): Stop {
  const ends = stop.to === undefined && (document === undefined || stop.document === document)
  return ends ? { ...stop, to: on, ...instant('toAt', at) } : stop
}

/** The last lawful day; undefined before the start, and while the clock stands still with days left. */
export function dueOn(state: ClockState, calendar: WorkingCalendar): string | undefined {
  const due = duePlace(state, calendar)
  return due === undefined ? undefined : measureOf(calendar, state.limit.unit).day(due)
}

/** The first instant that is too late, epoch milliseconds; undefined where there is no due day. */
export function dueAt(state: ClockState, calendar: WorkingCalendar): number | undefined {
  const due = duePlace(state, calendar)
  return due === undefined ? undefined : measureOf(calendar, state.limit.unit).end(due)
}

/** A day, or an instant: limits in hours need the latter, and take a day as its end. */
export type Now = string | number

/** Whole days of the unit left, today included; hours to two places; negative once overdue; undefined before the start. */
export function leftOn(state: ClockState, calendar: WorkingCalendar, today: Now): number | undefined {
  const clock = counting(state, calendar)
  if (!clock) return undefined
  const { measure, start } = clock
  const now = lastThatMatters(clock, today)
  const due = duePlace(state, calendar)
  const before = measure.daily ? Math.max(start, now - 1) : Math.max(start, now)
  if (due === undefined) return shown(measure, clock.budget - counted(clock, start, before))
  if (now <= due && (measure.daily || now < due)) return shown(measure, counted(clock, before, due))
  // The first rest days after the due date are late already, though no day of the unit has passed yet.
  return measure.daily ? -Math.max(1, measure.count(due, now)) : shown(measure, -measure.count(due, now))
}

/** Days (hours) of the unit used up to and including `today`, without the excluded ones. */
export function usedOn(state: ClockState, calendar: WorkingCalendar, today: Now): number {
  const clock = counting(state, calendar)
  return clock ? shown(clock.measure, counted(clock, clock.start, lastThatMatters(clock, today))) : 0
}

/** Days (hours) of the unit that stops have taken out of the limit, up to and including `today`. */
export function excludedOn(state: ClockState, calendar: WorkingCalendar, today: Now): number {
  const clock = counting(state, calendar)
  if (!clock) return 0
  const all = clock.measure.count(clock.start, lastThatMatters(clock, today))
  return shown(clock.measure, all) - usedOn(state, calendar, today)
}

/** A minimum period is over when it ends, never overdue. */
export function isOverdue(state: ClockState, calendar: WorkingCalendar, today: Now): boolean {
  if (state.limit.minimum) return false
  const clock = counting(state, calendar)
  const due = clock && duePlace(state, calendar)
  if (!clock || due === undefined) return false
  const now = lastThatMatters(clock, today)
  return clock.measure.scale > 1 ? now >= due : now > due
}

/** True while a stop is open on a clock that runs. */
export function isPaused(state: ClockState): boolean {
  return (
    state.startedOn !== undefined &&
    state.completedOn === undefined &&
    state.stops.some((stop) => stop.to === undefined)
  )
}

/** True where the due date rests on a year that is not published yet. */
export function isDueProvisional(state: ClockState, calendar: WorkingCalendar): boolean {
  const due = dueOn(state, calendar)
  return state.startedOn !== undefined && due !== undefined && isProvisionalSpan(calendar, state.startedOn, due)
}

/** A clock that has started, on the line of its unit. */
interface Counting {
  readonly measure: Measure
  readonly start: number
  readonly completed: number | undefined
  readonly budget: number
  readonly exclusions: readonly Exclusion[]
  readonly zone: string
}

function counting(state: ClockState, calendar: WorkingCalendar): Counting | undefined {
  const { startedOn, startedAt, completedOn, completedAt, limit, extended, stops } = state
  if (startedOn === undefined) return undefined
  const measure = measureOf(calendar, limit.unit)
  const completed = completedOn === undefined ? undefined : measure.place(when(completedOn, completedAt))
  return {
    measure,
    start: measure.place(when(startedOn, startedAt)),
    completed,
    budget: (limit.n + extended) * measure.scale,
    exclusions: mergeStops(stops, measure, completed),
    zone: calendar.zone,
  }
}

function lastThatMatters({ measure, completed, zone }: Counting, today: Now): number {
  const now = measure.place(typeof today === 'string' ? { on: today } : { on: dayOf(today, zone), at: today })
  return completed === undefined ? now : Math.min(now, completed)
}

const shown = ({ scale }: Measure, steps: number): number =>
  scale === 1 ? steps : Math.round((steps / scale) * 100) / 100

function duePlace(state: ClockState, calendar: WorkingCalendar): number | undefined {
  const clock = counting(state, calendar)
  if (!clock) return undefined
  const { measure, start, budget, exclusions } = clock
  const { unit, minimum, roll = minimum !== true } = state.limit
  const last = spend(measure, exclusions, start, budget)
  // 民法典第二百零三条: a last day that is a rest day moves to the next working day, which a stop may have taken out too.
  const rolls = unit === 'cd' && roll && last !== undefined && !isWorking(calendar, last)
  return rolls ? spend(measureOf(calendar, 'wd'), exclusions, last, 1) : last
}

/** The place at which the budget after `start` is used up; undefined when an open stop comes first. */
function spend(measure: Measure, exclusions: readonly Exclusion[], start: number, budget: number): number | undefined {
  let cursor = start
  let left = budget
  for (const { after, until } of exclusions) {
    if (until <= cursor) continue
    const available = after <= cursor ? 0 : measure.count(cursor, after)
    if (available >= left) break
    if (until === Number.POSITIVE_INFINITY) return undefined
    left -= available
    cursor = until
  }
  return left === 0 ? cursor : measure.advance(cursor, left)
}

function counted({ measure, exclusions }: Counting, from: number, to: number): number {
  return measure.count(from, to) - excludedDays(exclusions, from, to, measure.count)
}
