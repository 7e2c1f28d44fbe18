import { isTimeProblem, parseDuration } from '../../time/iso8601.ts'
import { list, type ModdleElement } from '../../model/moddle.ts'
import type { Settable } from '../walk.ts'
import { takeChildren } from '../source.ts'
import type { Part } from './part.ts'

/** `R3/PT10M`, or one interval for each retry: how often a failed job is tried. Comes after what makes the job. */
export const retries: Part = (conversion, element, source) => {
  for (const cycle of takeChildren(source, 'failedJobRetryTimeCycle')) {
    const definition = jobOf(element)
    const value = cycle.body
    const times = timesOf(value)
    if (!definition) conversion.dropped(element, cycle.what, 'retries-without-job', value)
    else if (times === undefined) conversion.unconverted(element, cycle.what, 'retries-unclear', value)
    else {
      definition.set('retries', String(times))
      conversion.converted(element, cycle.what, 'retries', value, { to: String(times), remarks: ['retry-interval'] })
    }
  }
}

function jobOf(element: ModdleElement): Settable | undefined {
  const holder = element.get('extensionElements') as ModdleElement | undefined
  return (
    holder && (list(holder, 'values').find(({ $type }) => $type === 'zeebe:TaskDefinition') as Settable | undefined)
  )
}

function timesOf(cycle: string): number | undefined {
  const repeated = /^R(\d{1,4})\/(P.*)$/.exec(cycle)
  if (repeated) return isTimeProblem(parseDuration(repeated[2]!)) ? undefined : Number(repeated[1])
  const intervals = cycle.split(',').map((interval) => interval.trim())
  // Each interval comes before a retry; the first attempt comes before them all.
  return intervals.every((interval) => !isTimeProblem(parseDuration(interval))) ? intervals.length + 1 : undefined
}
