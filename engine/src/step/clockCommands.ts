import type { Run } from '../elements/behaviour.ts'
import type { LimitDefinition } from '../model/graph.ts'
import { dayOf, dueOn, isPaused, type ClockState } from '../time/index.ts'
import { rearmDeadlines } from './abilities/rearming.ts'
import type { Rejection } from './command.ts'
import { reject, type Handler } from './handler.ts'
import type { Instance } from './state.ts'

const today = (run: Run): string => dayOf(run.moment.at, run.moment.calendar.zone)

interface Running {
  readonly instance: Instance
  readonly clock: ClockState
  readonly limit: LimitDefinition
}

function running(run: Run, key: number): Running | Rejection {
  const instance = run.state.instances.get(key)
  const limit = instance && run.node(instance).limit
  if (instance?.clock && limit) return { instance, clock: instance.clock, limit }
  return reject('no-such-clock', `No clock runs at ${key} of case ${run.state.case}`, 'Load the case again')
}

/** Back-dating would give days away that are already spent, and a stop in the future is only a plan. */
function notToday(run: Run, on: string | undefined): Rejection | undefined {
  const now = today(run)
  if (on === undefined || on === now) return undefined
  const words = `Expected ${now}, the day on which it is entered, but got ${on}`
  return reject('back-dated', words, 'Enter it on the day on which it happens; corrections go by the record')
}

/**
 * Stops the clock (行政许可法第四十五条): a ground of the closed list of the limit, with the notice that gives it effect. The
 * time until resumption does not count.
 */
export const stopClock: Handler<'stopClock'> = (run, command) => {
  const found = running(run, command.key)
  if ('code' in found) return found
  const { instance, clock, limit } = found
  const { by, ground, document, until } = command
  if (document.trim() === '')
    return reject(
      'notice-missing',
      'The time can only be stopped by a written notice',
      'Issue the notice first, then name it',
    )
  if (!limit.grounds.includes(ground)) {
    const words = `«${ground}» is no ground on which the limit by ${clock.limit.basis} may stop`
    return reject('ground-not-allowed', words, `Choose one of ${limit.grounds.join(', ') || 'none'}`)
  }
  const wrong = notToday(run, command.on) ?? over(run, clock)
  if (wrong) return wrong
  if (clock.stops.some((stop) => stop.document === document))
    return reject('notice-used', `Notice ${document} has stopped this clock before`, 'Name the notice of this stop')
  const planned = until === undefined ? {} : { until }
  const { key, element } = instance
  run.emit({ type: 'clockStopped', key, element, on: today(run), ground, document, by, ...planned })
  rearmDeadlines(run, instance)
  return undefined
}

/** The ground has ended: the remaining days run on from the next day. */
export const resumeClock: Handler<'resumeClock'> = (run, command) => {
  const found = running(run, command.key)
  if ('code' in found) return found
  const { instance, clock } = found
  const open = clock.stops.find((stop) => stop.to === undefined && stop.document === command.document)
  if (!isPaused(clock) || !open)
    return reject('not-stopped', `Notice ${command.document} does not stop this clock`, 'Load the case again')
  const wrong = notToday(run, command.on)
  if (wrong) return wrong
  const { key, element } = instance
  run.emit({ type: 'clockResumed', key, element, on: today(run), document: command.document, by: command.by })
  rearmDeadlines(run, instance)
  return undefined
}

/**
 * Extends the limit, once, by no more than it allows, before it is over, by whoever it names (行政许可法第四十二条). That the
 * person acts for `authority` is for the caller to check.
 */
export const extendClock: Handler<'extendClock'> = (run, command) => {
  const found = running(run, command.key)
  if ('code' in found) return found
  const { instance, clock, limit } = found
  const { by, days, reason, authority } = command
  const { extension } = limit
  if (!extension)
    return reject('extension-not-allowed', `The limit by ${clock.limit.basis} cannot be extended`, 'Decide within it')
  if (clock.extended > 0)
    return reject('extended-before', `The limit was extended by ${clock.extended} days before`, 'Decide within it')
  if (!Number.isInteger(days) || days < 1 || days > extension.days) {
    const words = `Expected 1 to ${extension.days} days, but got ${days}`
    return reject('extension-too-long', words, `Extend by at most ${extension.days} days`)
  }
  if (authority !== extension.by) {
    const words = `Only ${extension.by} may extend this limit, but ${authority} has signed`
    return reject('wrong-signatory', words, `Ask ${extension.by} for the extension`)
  }
  if (reason.trim() === '')
    return reject('reason-missing', 'The applicant must be told the reason of an extension', 'Write the reason')
  const wrong = over(run, clock)
  if (wrong) return wrong
  const { key, element } = instance
  run.emit({ type: 'clockExtended', key, element, n: days, reason, authority, by })
  rearmDeadlines(run, instance)
  return undefined
}

function over(run: Run, clock: ClockState): Rejection | undefined {
  const due = dueOn(clock, run.moment.calendar)
  if (due === undefined || today(run) <= due) return undefined
  return reject('limit-over', `The limit ended on ${due}`, 'It can neither be stopped nor extended any more')
}
