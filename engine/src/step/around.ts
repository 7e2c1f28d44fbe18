import type { ClockState } from '../time/index.ts'
import type { Instance, State } from './state.ts'

/** The instance and the scopes around it, from the inside out. */
export function* outwards(state: State, instance: Instance): Generator<Instance> {
  for (let at: Instance | undefined = instance; at; at = state.instances.get(at.scope)) yield at
}

/** The clock of the nearest limit around the instance. */
export function clockAround(state: State, instance: Instance): ClockState | undefined {
  for (const scope of outwards(state, instance)) if (scope.clock) return scope.clock
  return undefined
}

/** The day on which the outermost statutory limit around the instance began: the case keeps the rules in force then. */
export function acceptedDay(state: State, instance: Instance): string | undefined {
  let first: string | undefined
  for (const { clock } of outwards(state, instance))
    if (clock?.startedOn !== undefined && clock.limit.kind === 'statutory') first = clock.startedOn
  return first
}
