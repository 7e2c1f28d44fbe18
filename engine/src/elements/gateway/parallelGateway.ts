import type { Behaviour } from '../behaviour.ts'
import { outgoing } from '../flows.ts'

/** Waits for one token on each incoming flow, consumes exactly one of each, and takes all flows (BPMN 2.0.2, 13.4.1). */
export const parallelGateway: Behaviour<'parallelGateway'> = {
  arrive(run, node, flow, scope) {
    if (node.incoming.length < 2) {
      run.enter(node, scope, { tokens: 1 })
      return
    }
    run.emit({ type: 'tokenParked', gateway: node.id, flow: flow.id, scope: scope.key })
    const waiting = scope.parked?.[node.id] ?? {}
    const flows = node.incoming.map((index) => run.graph.flows[index]!.id)
    if (!flows.every((id) => (waiting[id] ?? 0) > 0)) return
    run.emit({ type: 'tokensJoined', gateway: node.id, flows, scope: scope.key })
    run.enter(node, scope, { tokens: flows.length })
  },
  enter: (run, instance) => run.leave(instance),
  choose: (run, _, node) => outgoing(run, node),
}
