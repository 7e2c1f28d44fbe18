import {
  addDuration,
  checkCron,
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
import type { Instance, TimerState } from '../step/state.ts'
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
  const words = textValue(run, value, instance, kind)
  const timing = first(kind, words, run.moment.at, run.moment.calendar.zone)
  if (isTimeProblem(timing))
    throw new Trouble('wrong-timer', `${timing.problem}, in the timer of ${event.name || event.id}`)
  const place = trigger === 0 ? {} : { trigger }
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

/** The instant at which the day of a deadline is over. */
export function deadlineOf(run: Run, instance: Instance, value: Expression): number {
  const day = parseDate(textValue(run, value, instance, 'deadline'))
  if (isTimeProblem(day)) throw new Trouble('wrong-timer', day.problem)
  return endOfDay(day, run.moment.calendar.zone)
}

function first(
  kind: TimerDefinition['kind'],
  text: string,
  at: number,
  zone: string,
): Omit<TimerState, 'element'> | TimeProblem | undefined {
  if (kind === 'deadline') {
    const day = parseDate(text)
    return isTimeProblem(day) ? day : { due: endOfDay(day, zone) }
  }
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
  run.effect({ type: 'wake', at: timer.due })
}
