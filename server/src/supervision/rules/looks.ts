import { dueAt, dueOn, endOfDay, isFine, leftOn, type ClockState, type WorkingCalendar } from '@lianban/engine'
import type { CardRule } from '../../contract/index.ts'

/** A rule applies to a clock from this instant on, epoch milliseconds. */
export interface Look {
  readonly at: number
  readonly rule: CardRule
}

const dayMs = 86_400_000
const minute = 60_000
const isoDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs

/** When the rules apply to a clock, soonest first, as long as it runs on as it does now: none while it stands still. */
export function looksOf(
  clock: ClockState,
  process: string,
  rules: readonly CardRule[],
  calendar: WorkingCalendar,
): Look[] {
  // Nothing is late when a minimum period is over.
  if (clock.completedOn !== undefined || clock.limit.minimum) return []
  const end = dueAt(clock, calendar)
  if (end === undefined) return []
  return rules
    .filter((rule) => concerns(rule, clock, process))
    .flatMap((rule) => {
      if (rule.trigger.on === 'passed') return [{ at: end, rule }]
      return rule.trigger.on === 'left' ? [{ at: nearlyDue(rule.trigger, clock, calendar, end), rule }] : []
    })
    .toSorted((a, b) => a.at - b.at)
}

function concerns({ enabled, kinds, processes }: CardRule, { limit }: ClockState, process: string): boolean {
  return (
    enabled &&
    (kinds.length === 0 || kinds.includes(limit.kind)) &&
    (processes.length === 0 || processes.includes(process))
  )
}

/** The first instant at which so few days, or so small a share of the limit, are left. */
function nearlyDue(
  { days, share }: Extract<CardRule['trigger'], { on: 'left' }>,
  clock: ClockState,
  calendar: WorkingCalendar,
  end: number,
): number {
  const budget = clock.limit.n + clock.extended
  // What is left never grows, so the first place with little enough is found by halving.
  if (isFine(clock.limit.unit)) {
    const from = clock.startedAt ?? endOfDay(clock.startedOn!, calendar.zone)
    return firstOf(from, end, minute, (at) => leftOn(clock, calendar, at)! <= share * budget)
  }
  const enough = Math.max(days, Math.floor(share * budget))
  const last = dayNumber(dueOn(clock, calendar)!)
  const day = firstOf(dayNumber(clock.startedOn!), last, 1, (each) => leftOn(clock, calendar, isoDay(each))! <= enough)
  return endOfDay(isoDay(day - 1), calendar.zone)
}

function firstOf(from: number, last: number, step: number, holds: (at: number) => boolean): number {
  let [before, first] = [from - step, last]
  while (first - before > step) {
    const middle = Math.floor((before + first) / 2)
    if (holds(middle)) first = middle
    else before = middle
  }
  return first
}

const lights = ['none', 'blue', 'yellow', 'red'] as const

/** The worst that the clock has come to by now. */
export const lightBy = (looks: readonly Look[], now: number): number =>
  Math.max(0, ...looks.filter(({ at }) => at <= now).map(({ rule }) => lights.indexOf(rule.colour)))

export const lightName = (light: number): (typeof lights)[number] => lights[light] ?? 'none'
