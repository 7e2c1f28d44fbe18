import type { Run } from '../elements/behaviour.ts'
import {
  calendarFor,
  dayOf,
  dueOn,
  isFine,
  isOverdue,
  isPaused,
  type ClockState,
  type Extension,
} from '../time/index.ts'
import { rearmDeadlines } from './abilities/rearming.ts'
import type { Rejection } from './command.ts'
import { reject, type Handler } from './handler.ts'
import type { Instance } from './state.ts'

interface Running {
  readonly instance: Instance
  readonly clock: ClockState
  /** The day of entry, where the clock counts. */
  readonly today: string
  /** The instant of entry, for limits in hours. */
  readonly instant: { readonly at?: number }
}

function running(run: Run, key: number): Running | Rejection {
  const instance = run.state.instances.get(key)
  const clock = instance?.clock
  if (!instance || !clock)
    return reject('no-such-clock', `No clock runs at ${key} of case ${run.state.case}`, 'Load the case again')
  if (clock.startedOn === undefined) {
    const words = `The limit by ${clock.limit.basis} has not started: the day that it counts from is not known yet`
    return reject('not-started', words, 'Enter what it waits for first')
  }
  const today = dayOf(run.moment.at, calendarFor(clock.limit, run.moment).zone)
  return { instance, clock, today, instant: isFine(clock.limit.unit) ? { at: run.moment.at } : {} }
}

/** Back-dating would give days away that are already spent, and a stop in the future is only a plan. */
function notToday(now: string, on: string | undefined): Rejection | undefined {
  if (on === undefined || on === now) return undefined
  const words = `Expected ${now}, the day on which it is entered, but got ${on}`
  return reject('back-dated', words, 'Enter it on the day on which it happens; corrections go by the record')
}

/**
 * Stops the clock (行政许可法第四十五条): a ground of the closed list of the limit, with the notice that gives it effect. The
 * time until resumption does not count. For a statutory limit the notice must have told the time that it takes.
 */
export const stopClock: Handler<'stopClock'> = (run, command) => {
  const found = running(run, command.key)
  if ('code' in found) return found
  const { instance, clock, today, instant } = found
  const { by, ground, document, until } = command
  if (document.trim() === '')
    return reject(
      'notice-missing',
      'The time can only be stopped by a written notice',
      'Issue the notice first, then name it',
    )
  const grounds = clock.limit.grounds ?? run.node(instance).limit?.grounds ?? []
  if (!grounds.includes(ground)) {
    const words = `«${ground}» is no ground on which the limit by ${clock.limit.basis} may stop`
    return reject('ground-not-allowed', words, `Choose one of ${grounds.join(', ') || 'none'}`)
  }
  const wrong = notToday(today, command.on) ?? over(run, clock)
  if (wrong) return wrong
  if (clock.stops.some((stop) => stop.document === document))
    return reject('notice-used', `Notice ${document} has stopped this clock before`, 'Name the notice of this stop')
  const unknown = unestimated(clock, today, until)
  if (unknown) return unknown
  const planned = until === undefined ? {} : { until }
  const { key, element } = instance
  run.emit({ type: 'clockStopped', key, element, on: today, ground, document, by, ...planned, ...instant })
  rearmDeadlines(run, instance)
  return undefined
}

/** The applicant is told beforehand how long the special procedure takes. */
function unestimated({ limit }: ClockState, today: string, until: string | undefined): Rejection | undefined {
  const article = 'The notice must tell the time that the procedure takes (行政许可法第四十五条)'
  if (until === undefined)
    return limit.kind === 'statutory'
      ? reject('estimate-missing', article, 'Enter the day until which it is expected to last')
      : undefined
  if (until >= today) return undefined
  return reject('estimate-missing', `Expected a day that is not before ${today}, but got ${until}`, article)
}

/** The ground has ended: the remaining days run on from the next day. */
export const resumeClock: Handler<'resumeClock'> = (run, command) => {
  const found = running(run, command.key)
  if ('code' in found) return found
  const { instance, clock, today, instant } = found
  const { document, by } = command
  const open = clock.stops.find((stop) => stop.to === undefined && stop.document === document)
  if (!isPaused(clock) || !open)
    return reject('not-stopped', `Notice ${document} does not stop this clock`, 'Load the case again')
  const wrong = notToday(today, command.on)
  if (wrong) return wrong
  const { key, element } = instance
  run.emit({ type: 'clockResumed', key, element, on: today, document, by, ...instant })
  rearmDeadlines(run, instance)
  return undefined
}

/**
 * Extends the limit: as often and by no more than it allows, before it is over, by whoever it names (行政许可法第四十二条).
 * That the person acts for `authority` is for the caller to check.
 */
export const extendClock: Handler<'extendClock'> = (run, command) => {
  const found = running(run, command.key)
  if ('code' in found) return found
  const { instance, clock } = found
  const { by, days, reason, authority } = command
  const extension = clock.limit.extension ?? run.node(instance).limit?.extension
  if (!extension)
    return reject('extension-not-allowed', `The limit by ${clock.limit.basis} cannot be extended`, 'Decide within it')
  const wrong = over(run, clock) ?? tooMuch(clock, extension, days)
  if (wrong) return wrong
  if (authority !== extension.by) {
    const words = `Only ${extension.by} may extend this limit, but ${authority} has signed`
    return reject('wrong-signatory', words, `Ask ${extension.by} for the extension`)
  }
  if (reason.trim() === '')
    return reject('reason-missing', 'The applicant must be told the reason of an extension', 'Write the reason')
  const { key, element } = instance
  run.emit({ type: 'clockExtended', key, element, n: days, reason, authority, by })
  rearmDeadlines(run, instance)
  return undefined
}

function tooMuch(clock: ClockState, { days: most, times = 1 }: Extension, days: number): Rejection | undefined {
  // A clock from before extensions were counted was extended once where it was extended at all.
  const before = clock.extensions ?? (clock.extended > 0 ? 1 : 0)
  if (before >= times)
    return reject('extended-before', `The limit was extended by ${clock.extended} days before`, 'Decide within it')
  const left = most - clock.extended
  if (Number.isInteger(days) && days >= 1 && days <= left) return undefined
  return reject('extension-too-long', `Expected 1 to ${left} days, but got ${days}`, `Extend by at most ${left} days`)
}

function over(run: Run, clock: ClockState): Rejection | undefined {
  const calendar = calendarFor(clock.limit, run.moment)
  const due = dueOn(clock, calendar)
  if (due === undefined || !isOverdue(clock, calendar, run.moment.at)) return undefined
  return reject('limit-over', `The limit ended on ${due}`, 'It can neither be stopped nor extended any more')
}
