/** ISO 8601 as BPMN timers write it. What a modeller may get wrong comes back as a value with words, never as a throw. */
import { Temporal } from 'temporal-polyfill'
import { tryDayNumber } from './day.ts'

export interface TimeProblem {
  readonly problem: string
}

/** A repeating interval: `R3/PT10S`, `R/start/duration`, `R/duration/end`, `R/start/end`. */
export interface Cycle {
  /** How often it occurs in all; Infinity for a bare `R`. */
  readonly times: number
  readonly every: Temporal.Duration
  /** First occurrence (epoch ms); absent: one duration after the timer was armed. */
  readonly start?: number
  /** No occurrence after this instant (epoch ms). */
  readonly end?: number
}

export const DEFAULT_ZONE = 'Asia/Shanghai'

export function isTimeProblem(value: unknown): value is TimeProblem {
  return typeof value === 'object' && value !== null && 'problem' in value
}

export function parseDate(text: string): string | TimeProblem {
  if (!Number.isNaN(tryDayNumber(text))) return text
  return { problem: `Expected a day such as 2026-05-27, but got "${text}"` }
}

export function parseDuration(text: string): Temporal.Duration | TimeProblem {
  try {
    const duration = Temporal.Duration.from(text)
    if (duration.sign < 0) return { problem: `Expected a duration that is not negative, but got "${text}"` }
    addDuration(0, duration) // throws where the duration leads beyond the calendar
    return duration
  } catch {
    return { problem: `Expected a duration such as P3D or PT15M, but got "${text}"` }
  }
}

/** A date (00:00 of it) or a date-time, with its own offset or else in `zone`, as epoch milliseconds. */
export function parseInstant(text: string, zone: string = DEFAULT_ZONE): number | TimeProblem {
  const time = text.trim()
  try {
    if (/(Z|[+-]\d{2}:?\d{2})(\[|$)/i.test(time) && time.includes('T')) {
      return Temporal.Instant.from(time).epochMilliseconds
    }
    if (time.includes('[')) return Temporal.ZonedDateTime.from(time).epochMilliseconds
    return Temporal.PlainDateTime.from(time).toZonedDateTime(zone).epochMilliseconds
  } catch {
    return { problem: `Expected a date or a date and time such as 2026-05-27T09:00:00+08:00, but got "${text}"` }
  }
}

/** The instant one duration after another; days, months and years are counted on the calendar of the zone. */
export function addDuration(epochMs: number, duration: Temporal.Duration, zone: string = DEFAULT_ZONE): number {
  const from = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone)
  return from.add(duration).epochMilliseconds
}

export function parseCycle(text: string, zone: string = DEFAULT_ZONE): Cycle | TimeProblem {
  const [repeat = '', ...parts] = text.trim().split('/')
  const times = /^R(\d*)$/.exec(repeat)
  if (!times || parts.length < 1 || parts.length > 2) {
    return { problem: `Expected a repeating interval such as R3/PT10S or R/2026-01-01/P1D, but got "${text}"` }
  }
  const interval = parseInterval(parts, zone)
  if (isTimeProblem(interval)) return interval
  if (addDuration(0, interval.every) < 1)
    return { problem: `Expected an interval of a millisecond or more, but got "${text}"` }
  return { times: times[1] ? Number(times[1]) : Number.POSITIVE_INFINITY, ...interval }
}

function parseInterval(parts: string[], zone: string): Omit<Cycle, 'times'> | TimeProblem {
  const [first = '', second] = parts
  if (second === undefined) {
    const every = parseDuration(first)
    return isTimeProblem(every) ? every : { every }
  }
  if (first.startsWith('P')) {
    const every = parseDuration(first)
    if (isTimeProblem(every)) return every
    const end = parseInstant(second, zone)
    return isTimeProblem(end) ? end : { every, end }
  }
  const start = parseInstant(first, zone)
  if (isTimeProblem(start)) return start
  if (second.startsWith('P')) {
    const every = parseDuration(second)
    return isTimeProblem(every) ? every : { every, start }
  }
  const next = parseInstant(second, zone)
  if (isTimeProblem(next)) return next
  if (next <= start) return { problem: `Expected the interval to end after it starts, but got "${parts.join('/')}"` }
  return { every: Temporal.Duration.from({ milliseconds: next - start }), start }
}

/**
 * When a cycle armed at `armedAt` occurs next, after `fired` occurrences; undefined when it is over. Each occurrence is
 * counted from the first one, so that months keep their day (31 January, 28 February, 31 March). A start in the past is
 * not caught up: the first occurrence is then the first one that is not before `armedAt`.
 */
export function nextOccurrence(
  cycle: Cycle,
  armedAt: number,
  fired: number,
  zone: string = DEFAULT_ZONE,
): number | undefined {
  if (fired >= cycle.times) return undefined
  const base = cycle.start ?? armedAt
  const first = cycle.start === undefined ? 1 : occurrencesBefore(cycle.every, base, armedAt, zone)
  const at = addDuration(base, multiply(cycle.every, first + fired), zone)
  return cycle.end !== undefined && at > cycle.end ? undefined : at
}

/** The smallest k with base + k·every ≥ instant. */
function occurrencesBefore(every: Temporal.Duration, base: number, instant: number, zone: string): number {
  if (base >= instant) return 0
  let low = 0
  let high = 1
  while (addDuration(base, multiply(every, high), zone) < instant) [low, high] = [high, high * 2]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (addDuration(base, multiply(every, middle), zone) < instant) low = middle
    else high = middle
  }
  return high
}

const UNITS = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds', 'milliseconds'] as const

function multiply(duration: Temporal.Duration, times: number): Temporal.Duration {
  return Temporal.Duration.from(Object.fromEntries(UNITS.map((unit) => [unit, duration[unit] * times])))
}
