import type { Behaviour } from '../behaviour.ts'
import { conditionalSplit } from '../flows.ts'

/** Splits to every flow whose condition holds; joins what can still come (step/abilities/joining.ts; BPMN 2.0.2, 13.4.3). */
export const inclusiveGateway: Behaviour<'inclusiveGateway'> = {
  arrive(run, node, flow, scope) {
    if (node.incoming.length < 2) run.enter(node, scope, { tokens: 1 })
    else run.emit({ type: 'tokenParked', gateway: node.id, flow: flow.id, scope: scope.key })
  },
  enter: (run, instance) => run.leave(instance),
  choose: (run, instance, node) => conditionalSplit(run, instance, node),
}
