import type { Behaviour } from '../behaviour.ts'
import { createJob } from '../job.ts'

/** A decision made by a job worker. */
export const businessRuleTask: Behaviour<'businessRuleTask'> = {
  enter: (run, instance, node) => createJob(run, instance, node.id, node.job),
}
