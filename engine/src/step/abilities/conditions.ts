import type { Run } from '../../elements/behaviour.ts'
import { namesIn } from '../scope.ts'
import type { CatchingNode } from '../../model/graph.ts'
import type { Instance, SubscriptionState } from '../state.ts'
import { occur } from './waiting.ts'

/** Looks at the conditions that the instance waits for; one that has begun to hold occurs. True when any did. */
export function lookAtConditions(run: Run, owner: Instance): boolean {
  let occurred = false
  for (const subscription of owner.subscriptions ?? []) {
    if (subscription.kind !== 'conditional' || !run.alive(owner)) continue
    const event = run.graph.byId.get(subscription.element) as CatchingNode
    const definition = event.triggers[subscription.trigger]
    const filter = definition?.kind === 'conditional' ? definition.filter : undefined
    if (filter && !run.regards(owner, subscription, filter)) continue
    const holds = isTrue(run, owner, event, subscription)
    if (holds === (subscription.holds ?? false)) continue
    const { element, trigger } = subscription
    run.emit({ type: 'conditionChanged', key: owner.key, element, trigger, holds })
    if (!holds) continue
    occurred = true
    occur(run, owner, event, trigger, {})
  }
  return occurred
}

/** A condition that cannot be evaluated yet, because nobody has set what it reads, does not hold. */
function isTrue(run: Run, owner: Instance, event: CatchingNode, { trigger }: SubscriptionState): boolean {
  const definition = event.triggers[trigger]
  if (definition?.kind !== 'conditional') return false
  const result = definition.condition.evaluate(namesIn(run.state, owner, run.moment), run.moment)
  return result.ok && result.value === true
}
