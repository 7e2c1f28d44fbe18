import type { Behaviour } from '../behaviour.ts'
import { defaultFlow, holds, noFlow, outgoing } from '../flows.ts'

/** Every token passes by the first flow whose condition holds, in the order of the model (BPMN 2.0.2, 13.4.2). */
export const exclusiveGateway: Behaviour<'exclusiveGateway'> = {
  enter: (run, instance) => run.leave(instance),
  choose(run, instance, node) {
    const fallback = defaultFlow(run, node)
    for (const flow of outgoing(run, node)) if (flow !== fallback && holds(run, instance, flow)) return [flow]
    if (fallback) return [fallback]
    if (node.outgoing.length === 0) return []
    throw noFlow(node)
  },
}
