import type { CatchingNode } from '../model/graph.ts'
import { unsubscribe } from '../step/abilities/waiting.ts'
import { reject, type CommandRun, type Handler } from '../step/handler.ts'
import { rootKey, type Instance, type TimerState } from '../step/state.ts'
import { calendarFor, dayOf, isFine, type ClockState } from '../time/index.ts'
import type { RestartPoint } from './plan.ts'

/**
 * Puts the case back to where it stood. What lives now ends, what lived then lives again under keys of its own; durations
 * have the time left that they had. Legal clocks are not turned back: one that still runs keeps its stops and extensions,
 * and one that comes back counts from the day on which it began. What has left the case meanwhile, messages and results of
 * jobs, is not taken back.
 */
export const restart: Handler<'restart'> = (run, { point, reason, by }) => {
  const { state } = run
  if (reason.trim() === '') return reject('reason-missing', 'A restart needs a reason', 'Write the reason')
  if (point.version !== state.version) {
    const words = `The case ran on version ${point.version} at that point, and runs on version ${state.version} now`
    return reject('other-version', words, 'Choose a later point')
  }
  if (point.seq >= state.seq || !point.instances.some(({ key }) => key === rootKey))
    return reject(
      'nothing-to-do',
      `Event ${point.seq} is no earlier point of this case`,
      'Choose a point of its record',
    )
  const running = runningClocks(run, point)
  const root = state.instances.get(rootKey)!
  run.interrupt(root)
  unsubscribe(run, root, run.graph.nodes)
  const passed = run.moment.at - point.at
  const keys = new Map(point.instances.map(({ key }, index) => [key, key === rootKey ? key : state.nextKey + index]))
  const instances = point.instances.map((instance): Instance => {
    const { called: _, ...again } = instance
    const clock = running.get(instance.key) ?? instance.clock
    return {
      ...again,
      key: keys.get(instance.key)!,
      scope: keys.get(instance.scope) ?? 0,
      ...(instance.undoes === undefined ? {} : { undoes: keys.get(instance.undoes) ?? instance.undoes }),
      ...(instance.holds ? { holds: { ...instance.holds, clock: keys.get(instance.holds.clock) ?? 0 } } : {}),
      ...(clock ? { clock } : {}),
      ...(instance.timers ? { timers: instance.timers.map((timer) => moved(run, timer, passed)) } : {}),
    }
  })
  const author = by === undefined ? {} : { by }
  const status = point.businessStatus === undefined ? {} : { businessStatus: point.businessStatus }
  run.emit({ type: 'caseRestarted', seq: point.seq, instances, ...status, reason, ...author })
  for (const { key, job, incident, timers = [] } of instances) {
    if (job && !incident) run.effect({ type: 'job', key, jobType: job.type })
    for (const { due } of timers) run.effect({ type: 'wake', at: due })
  }
  callAgain(run, point, keys)
  return undefined
}

/** The clocks as they stand; a special procedure that is ended, and does not come back, stops its clock no longer. */
function runningClocks(run: CommandRun, point: RestartPoint): ReadonlyMap<number, ClockState> {
  const notices = (instances: Iterable<Instance>): Set<string> =>
    new Set([...instances].flatMap(({ holds }) => holds?.document ?? []))
  const [ended, again] = [notices(run.state.instances.values()), notices(point.instances)]
  const found = new Map<number, ClockState>()
  for (const { key, clock } of run.state.instances.values()) {
    if (!clock) continue
    const to = dayOf(run.moment.at, calendarFor(clock.limit, run.moment).zone)
    const instant = isFine(clock.limit.unit) ? { toAt: run.moment.at } : {}
    const stops = clock.stops.map((stop) =>
      stop.to === undefined && ended.has(stop.document) && !again.has(stop.document)
        ? { ...stop, to, ...instant }
        : stop,
    )
    found.set(key, { ...clock, stops })
  }
  return found
}

/** A duration or cycle is put off by what has passed since; a date and a deadline stay what they are. */
function moved(run: CommandRun, timer: TimerState, passed: number): TimerState {
  const definition = (run.graph.byId.get(timer.element) as CatchingNode).triggers[timer.trigger ?? 0]
  const relative =
    definition?.kind === 'timer' && (definition.timer.kind === 'duration' || definition.timer.kind === 'cycle')
  if (!relative) return timer
  const { cycle } = timer
  return {
    ...timer,
    due: timer.due + passed,
    ...(cycle ? { cycle: { ...cycle, armedAt: cycle.armedAt + passed } } : {}),
  }
}

/** The called cases have ended with everything else; new ones take their place. */
function callAgain(run: CommandRun, point: RestartPoint, keys: ReadonlyMap<number, number>): void {
  for (const { key, called, incident } of point.instances) {
    const caller = called === undefined || incident ? undefined : run.state.instances.get(keys.get(key)!)
    if (caller) run.later(() => run.alive(caller) && run.attempt(caller, 'working'))
  }
}
