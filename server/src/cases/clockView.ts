import {
  dayOf,
  dueOn,
  excludedOn,
  isDueProvisional,
  isOverdue,
  isPaused,
  leftOn,
  usedOn,
  type ClockState,
} from '@lianban/engine'
import type { Runtime } from '@lianban/engine/runtime'
import type { ClockView, TaskSummary } from '../contract/index.ts'

/** A clock as it stands now; one that has not started is left out. */
export function clockView(key: number, clock: ClockState, runtime: Runtime): ClockView | undefined {
  const { calendar } = runtime
  const today = dayOf(runtime.clock.now(), calendar.zone)
  const due = dueOn(clock, calendar)
  if (clock.startedOn === undefined) return undefined
  const { kind, name, basis, unit, n } = clock.limit
  const overdue = isOverdue(clock, calendar, today)
  return {
    kind,
    name,
    basis,
    unit,
    limit: n + clock.extended,
    startedOn: clock.startedOn,
    ...(due === undefined ? {} : { dueOn: due }),
    key,
    extended: clock.extended,
    stops: [...clock.stops],
    used: usedOn(clock, calendar, today),
    excluded: excludedOn(clock, calendar, today),
    left: leftOn(clock, calendar, today) ?? 0,
    state: stateOf(clock, overdue),
    provisional: isDueProvisional(clock, calendar),
    ...(clock.completedOn === undefined ? {} : { completedOn: clock.completedOn }),
  }
}

function stateOf(clock: ClockState, overdue: boolean): ClockView['state'] {
  if (overdue) return 'overdue'
  if (clock.completedOn !== undefined) return 'completed'
  return isPaused(clock) ? 'paused' : 'running'
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
