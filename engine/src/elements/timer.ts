import {
  addDuration,
  calendarFor,
  checkCron,
  dueOn,
  endOfDay,
  isCron,
  isTimeProblem,
  nextCron,
  nextOccurrence,
  parseCycle,
  parseDate,
  parseDuration,
  parseInstant,
  type TimeProblem,
} from '../time/index.ts'
import { type Run, Trouble } from './behaviour.ts'
import type { Expression } from '../expression/expression.ts'
import type { CatchingNode, TimerDefinition } from '../model/graph.ts'
import { clockAround } from '../step/around.ts'
import { never, type Instance, type TimerState } from '../step/state.ts'
import { textValue } from './values.ts'

/** Starts a timer of `event` on the instance that waits for it. */
export function schedule(
  run: Run,
  instance: Instance,
  event: CatchingNode,
  trigger: number,
  timer: TimerDefinition,
): void {
  const { kind, value } = timer
  const place = trigger === 0 ? {} : { trigger }
  if (kind === 'deadline') {
    const due = standsStill(run, instance, value) ? never : deadlineOf(run, instance, value)
    return start(run, instance, { element: event.id, ...place, due, armedAt: run.moment.at })
  }
  const words = textValue(run, value, instance, kind)
  const timing = first(kind, words, run.moment.at, run.moment.calendar.zone)
  if (isTimeProblem(timing))
    throw new Trouble('wrong-timer', `${timing.problem}, in the timer of ${event.name || event.id}`)
  if (timing) start(run, instance, { element: event.id, ...place, ...timing })
}

/** The next firing of a repeating timer that has just fired, if there is one. */
export function scheduleAgain(run: Run, instance: Instance, timer: TimerState): void {
  if (!timer.cycle) return
  const { text, armedAt, fired } = timer.cycle
  const due = nextDue(text, armedAt, fired + 1, timer.due, run.moment.calendar.zone)
  const place = timer.trigger === undefined ? {} : { trigger: timer.trigger }
  if (due !== undefined)
    start(run, instance, { element: timer.element, ...place, due, cycle: { text, armedAt, fired: fired + 1 } })
}

/** Cron counts on from the last firing, an interval from the first. */
function nextDue(text: string, armedAt: number, fired: number, last: number, zone: string): number | undefined {
  if (isCron(text)) return nextCron(text, last, zone)
  const cycle = parseCycle(text, zone)
  if (isTimeProblem(cycle)) throw new Error(cycle.problem)
  return nextOccurrence(cycle, armedAt, fired, zone)
}

/** The instant at which the day of a deadline is over; a date and time is the instant. `at`: the moment it counts from. */
export function deadlineOf(run: Run, instance: Instance, value: Expression, at?: number): number {
  const text = run.evaluate(value, instance, at)
  if (typeof text !== 'string')
    throw new Trouble('wrong-timer', `Expected deadline to be a day, but «${value.source}» is ${JSON.stringify(text)}`)
  const { zone } = run.moment.calendar
  const instant = text.includes('T') ? parseInstant(text, zone) : parseDate(text)
  if (isTimeProblem(instant)) throw new Trouble('wrong-timer', instant.problem)
  return typeof instant === 'number' ? instant : endOfDay(instant, zone)
}

/** The deadline reads the due day of a clock that is stopped or has not started: there is none for the time being. */
export function standsStill(run: Run, instance: Instance, value: Expression): boolean {
  if (!value.names.includes('due')) return false
  const clock = clockAround(run.state, instance)
  return clock !== undefined && dueOn(clock, calendarFor(clock.limit, run.moment)) === undefined
}

function first(
  kind: Exclude<TimerDefinition['kind'], 'deadline'>,
  text: string,
  at: number,
  zone: string,
): Omit<TimerState, 'element'> | TimeProblem | undefined {
  if (kind === 'date') {
    const due = parseInstant(text, zone)
    return isTimeProblem(due) ? due : { due }
  }
  if (kind === 'duration') {
    const duration = parseDuration(text)
    return isTimeProblem(duration) ? duration : { due: addDuration(at, duration, zone) }
  }
  const problem = isCron(text) ? checkCron(text) : parseCycle(text, zone)
  if (isTimeProblem(problem)) return problem
  const due = nextDue(text, at, 0, at, zone)
  return due === undefined ? undefined : { due, cycle: { text, armedAt: at, fired: 0 } }
}

function start(run: Run, instance: Instance, timer: TimerState): void {
  run.emit({ type: 'timerScheduled', key: instance.key, ...timer })
  if (timer.due !== never) run.effect({ type: 'wake', at: timer.due })
}
