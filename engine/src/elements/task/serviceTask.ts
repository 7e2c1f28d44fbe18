import type { Behaviour } from '../behaviour.ts'
import { createJob } from '../job.ts'

/** Work for a job worker. */
export const serviceTask: Behaviour<'serviceTask'> = {
  enter: (run, instance, node) => createJob(run, instance, node.id, node.job),
}
