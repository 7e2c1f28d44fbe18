import { type Run, Trouble } from '../../elements/behaviour.ts'
import { textValue } from '../../elements/values.ts'
import type { Node, StopDefinition } from '../../model/graph.ts'
import { calendarFor, dayOf, isFine, isOverdue, isPaused } from '../../time/index.ts'
import { outwards } from '../around.ts'
import type { Instance } from '../state.ts'
import { rearmDeadlines } from './rearming.ts'

/** The clock around a special procedure stands still while that is at work (行政许可法第四十五条). */
export function stopAround(run: Run, instance: Instance, node: Node, stop: StopDefinition): void {
  const clocked = [...outwards(run.state, instance)].find((each) => each !== instance && each.clock)
  const clock = clocked?.clock
  const name = node.name || node.id
  if (!clocked || clock?.startedOn === undefined)
    throw new Trouble('stop-refused', `Expected a limit around ${name} that has started, but there is none`)
  const { limit } = clock
  if (!limit.grounds?.includes(stop.ground))
    throw new Trouble('stop-refused', `«${stop.ground}» is no ground on which the limit by ${limit.basis} may stop`)
  const document = textValue(run, stop.document, instance, 'document')
  if (clock.stops.some((each) => each.document === document))
    throw new Trouble('stop-refused', `Notice ${document} has stopped this clock before`)
  const calendar = calendarFor(limit, run.moment)
  if (isOverdue(clock, calendar, run.moment.at))
    throw new Trouble('stop-refused', `The limit by ${limit.basis} is over; ${name} cannot stop it any more`)
  const until = stop.until && textValue(run, stop.until, instance, 'until')
  if (until === undefined && limit.kind === 'statutory')
    throw new Trouble('stop-refused', `Expected the day until which ${name} is to last, but there is none`)
  run.emit({
    type: 'clockStopped',
    key: clocked.key,
    element: clocked.element,
    on: dayOf(run.moment.at, calendar.zone),
    ground: stop.ground,
    document,
    ...(until === undefined ? {} : { until }),
    ...(isFine(limit.unit) ? { at: run.moment.at } : {}),
    within: instance.key,
  })
  rearmDeadlines(run, clocked)
}

/** The procedure is over, whichever way: the days that are left run on from the next day. */
export function runOn(run: Run, { holds }: Instance): void {
  const clocked = holds && run.state.instances.get(holds.clock)
  const clock = clocked?.clock
  if (!holds || !clocked || !clock || !isPaused(clock)) return
  if (!clock.stops.some(({ to, document }) => to === undefined && document === holds.document)) return
  run.emit({
    type: 'clockResumed',
    key: clocked.key,
    element: clocked.element,
    on: dayOf(run.moment.at, calendarFor(clock.limit, run.moment).zone),
    document: holds.document,
    ...(isFine(clock.limit.unit) ? { at: run.moment.at } : {}),
  })
  rearmDeadlines(run, clocked)
}
