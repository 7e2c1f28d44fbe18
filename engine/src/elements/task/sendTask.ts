import type { Behaviour } from '../behaviour.ts'
import { createJob } from '../job.ts'
import { throwing } from '../throwing.ts'

/** Sends its message inside the engine, or leaves the sending to a job worker. */
export const sendTask: Behaviour<'sendTask'> = {
  enter(run, instance, node) {
    if (node.job) return createJob(run, instance, node.id, node.job)
    return throwing(run, instance, node.message ? [node.message] : [])
  },
}
