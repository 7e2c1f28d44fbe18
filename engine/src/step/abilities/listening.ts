import type { Run } from '../../elements/behaviour.ts'
import { createJob } from '../../elements/job.ts'
import type { Node } from '../../model/graph.ts'
import type { TaskChanges } from '../command.ts'
import type { Instance, ListeningState } from '../state.ts'

/**
 * Listeners of `zeebe:`: jobs that are done one after the other at a point of an element's or task's life, before it goes
 * on. True when all of them are done, or there are none.
 */
export function heard(
  run: Run,
  instance: Instance,
  node: Node,
  on: ListeningState['on'],
  held: Pick<ListeningState, 'verb' | 'begins'> = {},
): boolean {
  const listeners = node.listeners?.[on]
  if (!listeners) return true
  if (instance.job?.listener === on) return false
  const before = instance.listening?.on === on ? instance.listening : undefined
  const next = before?.next ?? 0
  const job = listeners[next]
  if (!job) return true
  const kept = before ?? held
  createJob(run, instance, node.id, job, on)
  run.emit({
    type: 'listening',
    key: instance.key,
    element: node.id,
    on,
    next: next + 1,
    ...(kept.verb ? { verb: kept.verb } : {}),
    ...(kept.begins ? { begins: kept.begins } : {}),
  })
  return false
}

/** What the listeners have corrected so far takes effect. */
export const corrected = (instance: Instance): TaskChanges => instance.listening?.corrections ?? {}
