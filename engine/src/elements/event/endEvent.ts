import { createJob } from '../job.ts'
import type { Behaviour } from '../behaviour.ts'
import { throwing } from '../throwing.ts'

/**
 * Consumes its token; the scope ends when no other is left. It may throw on the way (BPMN 2.0.2, 10.5.3): terminate ends
 * everything else in its scope, cancel undoes its transaction.
 */
export const endEvent: Behaviour<'endEvent'> = {
  enter(run, instance, node) {
    if (node.job) return createJob(run, instance, node.id, node.job)
    const ends = node.triggers.some(({ kind }) => kind === 'terminate' || kind === 'cancel')
    if (ends) run.interrupt(run.state.instances.get(instance.scope)!, instance)
    return throwing(run, instance, node.triggers)
  },
  choose: () => [],
}
