import { beginCompensation } from '../step/abilities/compensating.ts'
import { throwTrigger } from '../step/abilities/throwing.ts'
import type { Trigger } from '../model/graph.ts'
import type { Instance } from '../step/state.ts'
import type { Run } from './behaviour.ts'

/**
 * Throws every trigger, then leaves. What is sent is received before the thrower leaves, so that an event on the border of
 * a scope that ends with the thrower still catches it. Compensation leaves by itself, when all is undone.
 */
export function throwing(run: Run, instance: Instance, triggers: readonly Trigger[]): void {
  const target = linkTarget(run, instance, triggers)
  if (target) run.enter(target, run.state.instances.get(instance.scope)!, { tokens: 0 })
  let waits = false
  for (const trigger of triggers) {
    if (!run.alive(instance) || instance.incident) return
    if (trigger.kind === 'link' || trigger.kind === 'terminate') continue
    if (trigger.kind === 'cancel') {
      waits = true
      beginCompensation(run, instance)
    } else {
      waits ||= trigger.kind === 'compensate'
      throwTrigger(run, instance, trigger)
    }
  }
  const sends = triggers.some(({ kind }) => kind === 'message' || kind === 'signal')
  if (waits || !run.alive(instance) || instance.incident) return
  if (sends) run.later(() => run.leave(instance))
  else run.leave(instance)
}

function linkTarget(run: Run, instance: Instance, triggers: readonly Trigger[]) {
  const link = triggers.find((trigger) => trigger.kind === 'link')
  if (!link) return undefined
  const { parent } = run.node(instance)
  return run.graph.nodes.find(
    (node) =>
      node.type === 'intermediateCatchEvent' &&
      node.parent === parent &&
      node.triggers.some((t) => t.kind === 'link' && t.name === link.name),
  )
}
