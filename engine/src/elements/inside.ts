import type { Instance } from '../step/state.ts'
import type { Run } from './behaviour.ts'

/** Enters a container by these elements, as long as nothing ends it meanwhile. */
export function startInside(run: Run, scope: Instance, starts: readonly number[]): void {
  for (const start of starts) if (run.alive(scope)) run.enter(run.graph.nodes[start]!, scope, { tokens: 0 })
}
