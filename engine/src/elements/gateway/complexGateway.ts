import { arrived } from '../../step/abilities/joining.ts'
import { type Behaviour, Trouble } from '../behaviour.ts'
import { conditionalSplit } from '../flows.ts'

/**
 * Fires when its activation condition holds over `activationCount`, the number of tokens that have come; swallows the late
 * ones until none can come any more (BPMN 2.0.2, 13.4.5). Without a condition it joins as an inclusive gateway does.
 */
export const complexGateway: Behaviour<'complexGateway'> = {
  arrive(run, node, flow, scope) {
    if (node.incoming.length < 2) {
      run.enter(node, scope, { tokens: 1 })
      return
    }
    run.emit({ type: 'tokenParked', gateway: node.id, flow: flow.id, scope: scope.key })
    if (!node.activationCondition || scope.resetting?.[node.id]) return
    const activationCount = Object.values(scope.parked?.[node.id] ?? {}).reduce((sum, count) => sum + count, 0)
    const counting = { key: 0, element: node.id, scope: scope.key, live: 0, variables: { activationCount } }
    const holds = run.evaluate(node.activationCondition, counting)
    if (typeof holds !== 'boolean') {
      throw new Trouble(
        'condition-not-boolean',
        `Expected the activation condition to be true or false, but «${node.activationCondition.source}» is ${JSON.stringify(holds)}`,
      )
    }
    if (!holds) return
    const flows = arrived(run, node, scope).map(({ id }) => id)
    run.emit({ type: 'tokensJoined', gateway: node.id, flows, scope: scope.key })
    run.emit({ type: 'gatewayFired', gateway: node.id, scope: scope.key, flows })
    run.enter(node, scope, { tokens: flows.length })
  },
  enter: (run, instance) => run.leave(instance),
  choose: (run, instance, node) => conditionalSplit(run, instance, node),
}
