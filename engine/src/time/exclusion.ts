import type { Measure } from './measure.ts'

/** One stop of a clock: from a day to the day of resumption, with its ground and the notice that gives it effect. */
export interface Stop {
  readonly from: string
  /** Absent while the stop is open. */
  readonly to?: string
  readonly ground: string
  readonly document: string
  /** Who stopped it. */
  readonly by?: string
  /** The day until which the notice expects it to last. */
  readonly until?: string
  /** Instants of both, for limits in hours. */
  readonly fromAt?: number
  readonly toAt?: number
}

/** Places p with after < p ≤ until are excluded; `until` is Infinity for an open stop. */
export interface Exclusion {
  readonly after: number
  readonly until: number
}

const none: readonly Exclusion[] = []

/** The union of the stops, in order. A stop still open when the clock was completed ends at that place. */
export function mergeStops(
  stops: readonly Stop[],
  measure: Measure,
  completed: number | undefined,
): readonly Exclusion[] {
  if (stops.length === 0) return none
  const end = completed ?? Number.POSITIVE_INFINITY
  const spans = stops
    .map(({ from, fromAt, to, toAt }) => ({
      after: measure.place(when(from, fromAt)),
      until: to === undefined ? end : measure.place(when(to, toAt)),
    }))
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

export const when = (on: string, at: number | undefined) => (at === undefined ? { on } : { on, at })

/** Excluded places p with from < p ≤ to, counted by `count`. */
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
