import type { JobDefinition } from '../model/graph.ts'
import type { Instance, ListeningState } from '../step/state.ts'
import type { Run } from './behaviour.ts'
import { numberValue, textValue } from './values.ts'

/** Creates a job for the instance: whoever works on jobs of this type completes or fails it. */
export function createJob(
  run: Run,
  instance: Instance,
  element: string,
  job: JobDefinition,
  listener?: ListeningState['on'],
): void {
  const jobType = textValue(run, job.type, instance, 'type')
  const retries = numberValue(run, job.retries, instance, 'retries')
  run.emit({
    type: 'jobCreated',
    key: instance.key,
    element,
    jobType,
    retries,
    headers: job.headers,
    ...(listener ? { listener } : {}),
  })
  run.effect({ type: 'job', key: instance.key, jobType })
}
