import {
  calendarFor,
  dayOf,
  dueAt,
  dueOn,
  excludedOn,
  isDueProvisional,
  isFine,
  isOverdue,
  isPaused,
  leftOn,
  usedOn,
  type ClockState,
} from '@lianban/engine'
import type { Runtime } from '@lianban/engine/runtime'
import type { ClockView, TaskSummary } from '../contract/index.ts'
import { iso } from '../context.ts'

/** A clock as it stands now; one that has not started is left out. */
export function clockView(key: number, clock: ClockState, runtime: Runtime): ClockView | undefined {
  if (clock.startedOn === undefined) return undefined
  const { limit, stops, restarts, extended, completedOn } = clock
  const calendar = calendarFor(limit, runtime.counting)
  const now = runtime.clock.now()
  const today = isFine(limit.unit) ? now : dayOf(now, calendar.zone)
  const due = dueOn(clock, calendar)
  const instant = isFine(limit.unit) ? dueAt(clock, calendar) : undefined
  const { kind, name, basis, unit, n, rule } = limit
  const overdue = isOverdue(clock, calendar, today)
  return {
    kind,
    name,
    basis,
    unit,
    limit: n + extended,
    startedOn: clock.startedOn,
    ...(due === undefined ? {} : { dueOn: due }),
    ...(instant === undefined ? {} : { dueAt: iso(instant) }),
    key,
    extended,
    stops: stops.map(({ from, to, ground, document, until }) => ({
      from,
      ...(to === undefined ? {} : { to }),
      ground,
      document,
      ...(until === undefined ? {} : { until }),
    })),
    used: usedOn(clock, calendar, today),
    excluded: excludedOn(clock, calendar, today),
    left: leftOn(clock, calendar, today) ?? 0,
    state: stateOf(clock, overdue),
    provisional: isDueProvisional(clock, calendar),
    ...(limit.calendar === undefined ? {} : { calendar: limit.calendar }),
    ...(rule ? { rule: { ...rule } } : {}),
    ...(limit.minimum ? { minimum: true } : {}),
    ...(restarts ? { restarts: [...restarts] } : {}),
    ...(completedOn === undefined ? {} : { completedOn }),
  }
}

function stateOf(clock: ClockState, overdue: boolean): ClockView['state'] {
  if (overdue) return 'overdue'
  if (clock.completedOn !== undefined) return 'completed'
  return isPaused(clock) ? 'paused' : 'running'
}

/** What a clock that is over was due on when it ended: a calendar that changes later does not rewrite it. */
export function asItEnded(view: ClockView, due: string | null | undefined): ClockView {
  if (view.completedOn === undefined || due === null || due === undefined || due === view.dueOn) return view
  const late = view.completedOn > due && !view.minimum
  return { ...view, dueOn: due, state: late ? 'overdue' : 'completed' }
}

/** Blue with one day or less left, yellow past a step limit, red past a statutory one. */
export function lightOf(clock: ClockView | undefined): TaskSummary['light'] {
  if (!clock || clock.completedOn !== undefined) return 'none'
  if (clock.state === 'overdue') return clock.kind === 'statutory' ? 'red' : 'yellow'
  return clock.left <= 1 && clock.state === 'running' ? 'blue' : 'none'
}

/** The clock that the case is judged by: the statutory one that runs, else the most urgent that runs, else the last. */
export function leadingClock(views: readonly ClockView[]): ClockView | undefined {
  const running = views.filter((view) => view.completedOn === undefined)
  const statutory = running.find((view) => view.kind === 'statutory')
  const last = '9999'
  const urgent = [...running].sort((a, b) => ((a.dueOn ?? last) < (b.dueOn ?? last) ? -1 : 1))[0]
  return statutory ?? urgent ?? views.findLast((view) => view.kind === 'statutory') ?? views.at(-1)
}
