import type { Behaviour } from '../behaviour.ts'
import { createJob } from '../job.ts'

/** Evaluates FEEL into its result variable, or leaves its script to a job worker. */
export const scriptTask: Behaviour<'scriptTask'> = {
  enter(run, instance, node) {
    if (node.job) return createJob(run, instance, node.id, node.job)
    const value = node.script ? run.evaluate(node.script, instance) : null
    return run.deliver(instance, { [node.resultVariable]: value })
  },
}
