import { createJob } from '../job.ts'
import type { Behaviour } from '../behaviour.ts'
import { throwing } from '../throwing.ts'

/** Throws what it names, in order, then goes on. A link goes on at its target; a compensation goes on when all is undone. */
export const intermediateThrowEvent: Behaviour<'intermediateThrowEvent'> = {
  enter(run, instance, node) {
    if (node.job) return createJob(run, instance, node.id, node.job)
    return throwing(run, instance, node.triggers)
  },
}
