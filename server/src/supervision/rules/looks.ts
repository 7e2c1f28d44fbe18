import { dueOn, endOfDay, leftOn, type ClockState, type WorkingCalendar } from '@lianban/engine'
import type { CardRule } from '../../contract/index.ts'

/** A rule applies to a clock from this instant on, epoch milliseconds. */
export interface Look {
  readonly at: number
  readonly rule: CardRule
}

const dayMs = 86_400_000
const isoDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs

/** When the rules apply to a clock, soonest first, as long as it runs on as it does now: none while it stands still. */
export function looksOf(
  clock: ClockState,
  process: string,
  rules: readonly CardRule[],
  calendar: WorkingCalendar,
): Look[] {
  const due = dueOn(clock, calendar)
  if (due === undefined || clock.completedOn !== undefined) return []
  return rules
    .filter((rule) => concerns(rule, clock, process))
    .flatMap((rule) => {
      const last = lastDayBefore(rule, clock, calendar, due)
      return last === undefined ? [] : [{ at: endOfDay(last, calendar.zone), rule }]
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

/** The day at whose end the rule begins to apply. */
function lastDayBefore(
  { trigger }: CardRule,
  clock: ClockState,
  calendar: WorkingCalendar,
  due: string,
): string | undefined {
  if (trigger.on === 'passed') return due
  if (trigger.on !== 'left') return undefined
  const enough = Math.max(trigger.days, Math.floor(trigger.share * (clock.limit.n + clock.extended)))
  // Days left never grow from one day to the next, so the first day with few enough is found by halving.
  let [before, from] = [dayNumber(clock.startedOn!) - 1, dayNumber(due)]
  while (from - before > 1) {
    const middle = (before + from) >> 1
    if (leftOn(clock, calendar, isoDay(middle))! <= enough) from = middle
    else before = middle
  }
  return isoDay(from - 1)
}

const lights = ['none', 'blue', 'yellow', 'red'] as const

/** The worst that the clock has come to by now. */
export const lightBy = (looks: readonly Look[], now: number): number =>
  Math.max(0, ...looks.filter(({ at }) => at <= now).map(({ rule }) => lights.indexOf(rule.colour)))

export const lightName = (light: number): (typeof lights)[number] => lights[light] ?? 'none'
