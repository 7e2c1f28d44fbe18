import type { State } from '@lianban/engine'
import { expect } from 'vitest'

/** In every scope: instances directly inside and tokens at rest are exactly what `live` counts. */
export function tokensAreConserved(state: State): void {
  for (const scope of state.instances.values()) {
    const inside = [...state.instances.values()].filter((instance) => instance.scope === scope.key).length
    const parked = Object.values(scope.parked ?? {}).flatMap((flows) => Object.values(flows))
    const resting = parked.reduce((sum, count) => sum + count, 0)
    expect(scope.live, `live of ${scope.element}`).toBe(inside + resting)
  }
}

/** Whoever is alive stands in a scope that is alive, and nobody waits for an element that the model does not have. */
export function scopesAreAlive(state: State): void {
  for (const instance of state.instances.values()) {
    if (instance.scope !== 0) expect(state.instances.has(instance.scope), `scope of ${instance.element}`).toBe(true)
    expect(instance.task && instance.job && !instance.job.listener).toBeFalsy()
  }
}
