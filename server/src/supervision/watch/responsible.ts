import type { Graph, RecordedClock, State } from '@lianban/engine'
import { applicant } from '../../cases/modelNames.ts'
import type { Places } from '../../clocks/places.ts'

/**
 * Department that answers for a clock: the one of the joint review's branch, the one that works on the task, the one that the
 * process names in `item.department`, or the one that may extend the limit. Empty for the applicant's own time, which nobody
 * is blamed for.
 */
export function responsibleFor(
  { key, element, clock }: RecordedClock,
  graph: Graph,
  places: Places,
  states: readonly (State | undefined)[],
): string {
  const branch = places.departmentOf(key)
  if (branch) return branch.code
  for (const state of states) {
    const task = state?.instances.get(key)?.task
    if (!task) continue
    const [group = ''] = task.groups
    return group === applicant ? '' : group
  }
  const lead = graph.nodes[0]?.properties['item.department']
  return lead ?? clock.limit.extension?.by ?? graph.byId.get(element)?.limit?.extension?.by ?? ''
}
