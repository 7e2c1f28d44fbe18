import { subscribe } from '../../step/abilities/waiting.ts'
import type { CatchingNode } from '../../model/graph.ts'
import type { Behaviour } from '../behaviour.ts'
import { outgoing } from '../flows.ts'

/** Waits for the events behind it; the first that happens takes the token (BPMN 2.0.2, 13.4.4). */
export const eventBasedGateway: Behaviour<'eventBasedGateway'> = {
  enter(run, instance, node) {
    for (const flow of outgoing(run, node)) subscribe(run, instance, run.graph.nodes[flow.target] as CatchingNode)
  },
}
