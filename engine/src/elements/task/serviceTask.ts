import type { Behaviour } from '../behaviour.ts'
import { numberValue, textValue } from '../values.ts'

/** Creates a job; whoever works on jobs of this type completes or fails it. */
export const serviceTask: Behaviour<'serviceTask'> = {
  enter(run, instance, node) {
    const jobType = textValue(run, node.job.type, instance, 'type')
    const retries = numberValue(run, node.job.retries, instance, 'retries')
    run.emit({ type: 'jobCreated', key: instance.key, element: node.id, jobType, retries, headers: node.job.headers })
    run.effect({ type: 'job', key: instance.key, jobType })
  },
}
