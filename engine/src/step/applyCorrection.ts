import type { EventOf } from './event.ts'
import type { CompensationRecord, Instance, State } from './state.ts'

/** Writers of state for corrections by hand; called by `apply.ts` alone. */

export function restart(state: State, { instances, businessStatus }: EventOf<'caseRestarted'>): void {
  state.instances = new Map(instances.map((instance) => [instance.key, { ...instance }]))
  state.nextKey = Math.max(state.nextKey, ...instances.map(({ key }) => key + 1))
  if (businessStatus === undefined) delete state.businessStatus
  else state.businessStatus = businessStatus
}

/** Every id of the old version that the state holds becomes the one of the new version. */
export function migrate(state: State, { version, elements, flows, forgotten }: EventOf<'caseMigrated'>): void {
  const element = (id: string): string => elements[id] ?? id
  const flow = (id: string): string => flows[id] ?? id
  const lost = new Set(forgotten)
  state.version = version
  for (const instance of state.instances.values()) renameInstance(instance, element, flow, lost)
}

type Rename = (id: string) => string

function renameInstance(instance: Instance, element: Rename, flow: Rename, lost: ReadonlySet<string>): void {
  instance.element = element(instance.element)
  const { parked, resetting, seen, timers, subscriptions, compensable, undoing, listening } = instance
  if (parked) instance.parked = renamed(parked, element, (tokens) => summed(tokens, flow))
  if (resetting) instance.resetting = renamed(resetting, element, (ids) => ids.map(flow))
  if (seen) instance.seen = renamed(seen, element, (triggers) => triggers)
  if (timers) instance.timers = timers.map((timer) => ({ ...timer, element: element(timer.element) }))
  if (subscriptions) {
    // A condition that reads no data store goes by the name of its event.
    instance.subscriptions = subscriptions.map((waiting) => ({
      ...waiting,
      name: waiting.kind === 'conditional' ? element(waiting.name) : waiting.name,
      element: element(waiting.element),
    }))
  }
  if (compensable) {
    const kept = records(compensable, element, lost)
    if (kept.length > 0) instance.compensable = kept
    else delete instance.compensable
  }
  if (undoing) instance.undoing = records(undoing, element, lost)
  if (listening?.begins) {
    const begins = listening.begins.map((begin) => ({ ...begin, element: element(begin.element) }))
    instance.listening = { ...listening, begins }
  }
}

const renamed = <T>(of: Readonly<Record<string, T>>, element: Rename, value: (was: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(of).map(([id, was]) => [element(id), value(was)]))

/** Two flows of the old version may be one of the new. */
function summed(tokens: Readonly<Record<string, number>>, flow: Rename): Record<string, number> {
  const all: Record<string, number> = {}
  for (const [id, count] of Object.entries(tokens)) all[flow(id)] = (all[flow(id)] ?? 0) + count
  return all
}

function records(
  of: readonly CompensationRecord[],
  element: Rename,
  lost: ReadonlySet<string>,
): readonly CompensationRecord[] {
  return of.flatMap((record) => {
    if (lost.has(record.element)) return []
    const { handler, inner } = record
    return {
      ...record,
      element: element(record.element),
      ...(handler === undefined ? {} : { handler: element(handler) }),
      ...(inner ? { inner: records(inner, element, lost) } : {}),
    }
  })
}
