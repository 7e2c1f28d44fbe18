import type { Handover } from '@lianban/engine'
import type { Outcome, Runtime, TaskRow } from '@lianban/engine/runtime'
import { supervision } from '../../cases/modelNames.ts'
import type { StandIn } from './standIn.ts'

/**
 * AB岗: the B post gets the task with full authority, and the record names both posts and the ground. Whoever claims it in time
 * keeps it: nothing happens then. When the time is over, a late claim is no defence.
 */
export function handOver(
  runtime: Runtime,
  { caseId, key, revision }: TaskRow,
  { from, to }: StandIn,
  ground: Handover['ground'],
  request: string,
): Promise<Outcome> {
  const handover: Handover = { ground, from, to }
  const changes = { assignee: to.person }
  const asRead = ground === 'overdue' ? {} : { revision }
  const command = { type: 'updateTask', key, by: supervision, changes, handover, ...asRead } as const
  return runtime.dispatch(caseId, command, { request })
}
