import { Cron } from 'croner'
import { DEFAULT_ZONE, type TimeProblem } from './iso8601.ts'

/** A cycle is ISO 8601 when it begins with `R`, else cron. */
export const isCron = (cycle: string): boolean => !/^\s*R\d*\//.test(cycle)

/** Cron as Camunda takes it: six fields from seconds to days of the week, or a nickname such as `@daily`; five fields begin with minutes. */
export function checkCron(text: string): TimeProblem | undefined {
  try {
    new Cron(text.trim(), { paused: true })
    return undefined
  } catch {
    return {
      problem: `Expected a repeating interval such as R3/PT10S, or cron such as 0 0 9 * * MON-FRI, but got "${text}"`,
    }
  }
}

/** The first instant after `after` that the pattern names; undefined when there is none. */
export function nextCron(text: string, after: number, zone: string = DEFAULT_ZONE): number | undefined {
  return new Cron(text.trim(), { paused: true, timezone: zone }).nextRun(new Date(after))?.getTime()
}
