/**
 * The legal clock: a budget of days and a ledger of stops, never a target date. The state is a fold over events; the due
 * date is derived from it and a calendar, and derived again when the calendar changes. Who may stop or extend a clock, and
 * on which ground, is decided before an event comes here.
 */
import { countWorking, isProvisionalSpan, isWorking, nthWorkingAfter } from './calendar.ts'
import type { WorkingCalendar } from './calendar.ts'
import { dayNumber, isoDay } from './day.ts'
import { excludedDays, mergeStops } from './exclusion.ts'
import type { Exclusion, Stop } from './exclusion.ts'

/** Working days (工作日) or calendar days. */
export type DayUnit = 'wd' | 'cd'
export type ClockKind = 'statutory' | 'promised' | 'step' | 'department'

export interface Limit {
  readonly n: number
  readonly unit: DayUnit
  /** Calendar days: does a last day that is a rest day move to the next working day? Default yes; a minimum period does not. */
  readonly roll?: boolean
  readonly kind: ClockKind
  readonly name: string
  /** The provision that sets the limit. */
  readonly basis: string
}

export type ClockEvent =
  | { readonly kind: 'start'; readonly on: string }
  | { readonly kind: 'stop'; readonly on: string; readonly ground: string; readonly document: string }
  /** Ends the stop that `document` began; without a document, every open stop. */
  | { readonly kind: 'resume'; readonly on: string; readonly document?: string }
  | { readonly kind: 'extend'; readonly n: number }
  | { readonly kind: 'complete'; readonly on: string }

export interface ClockState {
  readonly limit: Limit
  readonly startedOn?: string
  readonly completedOn?: string
  /** Days added to the limit by extensions. */
  readonly extended: number
  readonly stops: readonly Stop[]
}

export function createClock(limit: Limit): ClockState {
  return { limit, extended: 0, stops: [] }
}

export function foldClock(limit: Limit, events: Iterable<ClockEvent>): ClockState {
  let state = createClock(limit)
  for (const event of events) state = applyClock(state, event)
  return state
}

export function applyClock(state: ClockState, event: ClockEvent): ClockState {
  switch (event.kind) {
    case 'start':
      return { ...state, startedOn: event.on }
    case 'stop':
      return { ...state, stops: [...state.stops, { from: event.on, ground: event.ground, document: event.document }] }
    case 'resume':
      return { ...state, stops: state.stops.map((stop) => resumeStop(stop, event.on, event.document)) }
    case 'extend':
      return { ...state, extended: state.extended + event.n }
    case 'complete':
      return { ...state, completedOn: event.on }
  }
}

function resumeStop(stop: Stop, on: string, document: string | undefined): Stop {
  const ends = stop.to === undefined && (document === undefined || stop.document === document)
  return ends ? { ...stop, to: on } : stop
}

/** The last lawful day; undefined before the start, and while the clock stands still with days left. */
export function dueOn(state: ClockState, calendar: WorkingCalendar): string | undefined {
  const due = dueNumber(state, calendar)
  return due === undefined ? undefined : isoDay(due)
}

/** Whole days of the unit left, today included; negative once overdue; undefined before the start. */
export function leftOn(state: ClockState, calendar: WorkingCalendar, today: string): number | undefined {
  if (state.startedOn === undefined) return undefined
  const start = dayNumber(state.startedOn)
  const now = lastDayThatMatters(state, today)
  const due = dueNumber(state, calendar)
  const exclusions = exclusionsOf(state)
  const yesterday = Math.max(start, now - 1)
  if (due === undefined) return budget(state) - countedDays(state, calendar, exclusions, start, yesterday)
  if (now <= due) return countedDays(state, calendar, exclusions, yesterday, due)
  // The first rest days after the due date are late already, though no day of the unit has passed yet.
  return -Math.max(1, countInUnit(state, calendar, due, now))
}

/** Days of the unit used up to and including `today`, without the excluded ones. */
export function usedOn(state: ClockState, calendar: WorkingCalendar, today: string): number {
  if (state.startedOn === undefined) return 0
  const start = dayNumber(state.startedOn)
  return countedDays(state, calendar, exclusionsOf(state), start, lastDayThatMatters(state, today))
}

/** Days of the unit that stops have taken out of the limit, up to and including `today`. */
export function excludedOn(state: ClockState, calendar: WorkingCalendar, today: string): number {
  if (state.startedOn === undefined) return 0
  const start = dayNumber(state.startedOn)
  const all = countInUnit(state, calendar, start, lastDayThatMatters(state, today))
  return all - usedOn(state, calendar, today)
}

export function isOverdue(state: ClockState, calendar: WorkingCalendar, today: string): boolean {
  const due = dueNumber(state, calendar)
  return due !== undefined && lastDayThatMatters(state, today) > due
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

function budget(state: ClockState): number {
  return state.limit.n + state.extended
}

function lastDayThatMatters(state: ClockState, today: string): number {
  const now = dayNumber(today)
  return state.completedOn === undefined ? now : Math.min(now, dayNumber(state.completedOn))
}

function exclusionsOf(state: ClockState): Exclusion[] {
  return mergeStops(state.stops, state.completedOn)
}

function dueNumber(state: ClockState, calendar: WorkingCalendar): number | undefined {
  if (state.startedOn === undefined) return undefined
  const exclusions = exclusionsOf(state)
  const start = dayNumber(state.startedOn)
  const last = spend(state.limit.unit, calendar, exclusions, start, budget(state))
  // 民法典第二百零三条: a last day that is a rest day moves to the next working day, which a stop may have taken out too.
  const rolls =
    state.limit.unit === 'cd' && state.limit.roll !== false && last !== undefined && !isWorking(calendar, last)
  return rolls ? spend('wd', calendar, exclusions, last, 1) : last
}

/** The day on which n days of the unit after `start` are used up; undefined when an open stop comes first. */
function spend(
  unit: DayUnit,
  calendar: WorkingCalendar,
  exclusions: readonly Exclusion[],
  start: number,
  n: number,
): number | undefined {
  let cursor = start
  let left = n
  for (const { after, until } of exclusions) {
    if (until <= cursor) continue
    const available = after <= cursor ? 0 : unit === 'cd' ? after - cursor : countWorking(calendar, cursor, after)
    if (available >= left) break
    if (until === Number.POSITIVE_INFINITY) return undefined
    left -= available
    cursor = until
  }
  if (left === 0) return cursor
  return unit === 'cd' ? cursor + left : nthWorkingAfter(calendar, cursor, left)
}

function countInUnit(state: ClockState, calendar: WorkingCalendar, from: number, to: number): number {
  return state.limit.unit === 'cd' ? Math.max(0, to - from) : countWorking(calendar, from, to)
}

function countedDays(
  state: ClockState,
  calendar: WorkingCalendar,
  exclusions: readonly Exclusion[],
  from: number,
  to: number,
): number {
  const excluded = excludedDays(exclusions, from, to, (a, b) => countInUnit(state, calendar, a, b))
  return countInUnit(state, calendar, from, to) - excluded
}
