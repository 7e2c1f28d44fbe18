import { dayNumber } from './day.ts'

/** One stop of a clock: from a day to the day of resumption, with its ground and the notice that gives it effect. */
export interface Stop {
  readonly from: string
  /** Absent while the stop is open. */
  readonly to?: string
  readonly ground: string
  readonly document: string
}

/** Days d with after < d ≤ until are excluded; `until` is Infinity for an open stop. */
export interface Exclusion {
  readonly after: number
  readonly until: number
}

/** The union of the stops, in order. A stop still open when the clock was completed ends on that day. */
export function mergeStops(stops: readonly Stop[], completedOn: string | undefined): Exclusion[] {
  const end = completedOn === undefined ? Number.POSITIVE_INFINITY : dayNumber(completedOn)
  const spans = stops
    .map((stop) => ({ after: dayNumber(stop.from), until: stop.to === undefined ? end : dayNumber(stop.to) }))
    .filter((span) => span.until > span.after)
    .toSorted((a, b) => a.after - b.after)
  const merged: { after: number; until: number }[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last && span.after <= last.until) last.until = Math.max(last.until, span.until)
    else merged.push(span)
  }
  return merged
}

/** Excluded days d with from < d ≤ to, counted by `count`. */
export function excludedDays(
  exclusions: readonly Exclusion[],
  from: number,
  to: number,
  count: (from: number, to: number) => number,
): number {
  let excluded = 0
  for (const { after, until } of exclusions) excluded += count(Math.max(from, after), Math.min(to, until))
  return excluded
}
