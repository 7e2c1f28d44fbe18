import { dayOf, dueOn, isDueProvisional, isOverdue, leftOn, type ClockState } from '@lianban/engine'
import type { Runtime } from '@lianban/engine/runtime'
import type { ClockView, TaskSummary } from '../contract/index.ts'

/** A clock as it stands now; a clock that is paused has no due date and is left out. */
export function clockView(clock: ClockState, runtime: Runtime): ClockView | undefined {
  const { calendar } = runtime
  const today = dayOf(runtime.clock.now(), calendar.zone)
  const due = dueOn(clock, calendar)
  if (due === undefined || clock.startedOn === undefined) return undefined
  const { kind, name, basis, unit, n } = clock.limit
  const overdue = isOverdue(clock, calendar, today)
  return {
    kind,
    name,
    basis,
    unit,
    limit: n + clock.extended,
    startedOn: clock.startedOn,
    dueOn: due,
    left: leftOn(clock, calendar, today) ?? 0,
    state: overdue ? 'overdue' : clock.completedOn === undefined ? 'running' : 'completed',
    provisional: isDueProvisional(clock, calendar),
    ...(clock.completedOn === undefined ? {} : { completedOn: clock.completedOn }),
  }
}

/** Blue with one day or less left, yellow past a step limit, red past a statutory one. */
export function lightOf(clock: ClockView | undefined): TaskSummary['light'] {
  if (!clock || clock.completedOn !== undefined) return 'none'
  if (clock.state === 'overdue') return clock.kind === 'statutory' ? 'red' : 'yellow'
  return clock.left <= 1 ? 'blue' : 'none'
}

/** The clock that the case is judged by: the statutory one that runs, else the most urgent that runs, else the last. */
export function leadingClock(views: readonly ClockView[]): ClockView | undefined {
  const running = views.filter((view) => view.completedOn === undefined)
  const statutory = running.find((view) => view.kind === 'statutory')
  const urgent = [...running].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))[0]
  return statutory ?? urgent ?? views.findLast((view) => view.kind === 'statutory') ?? views.at(-1)
}
