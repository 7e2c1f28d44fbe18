import type { Behaviour } from '../behaviour.ts'
import { namesValue, numberValue, textValue } from '../values.ts'

const usualPriority = 50

/** Waits for a person: the commands claimTask, releaseTask and completeTask move it on. */
export const userTask: Behaviour<'userTask'> = {
  enter(run, instance, node) {
    const assignee = node.assignee && textValue(run, node.assignee, instance, 'assignee')
    run.emit({
      type: 'taskCreated',
      key: instance.key,
      element: node.id,
      groups: namesValue(run, node.candidateGroups, instance, 'candidateGroups'),
      users: namesValue(run, node.candidateUsers, instance, 'candidateUsers'),
      priority: node.priority ? numberValue(run, node.priority, instance, 'priority') : usualPriority,
      ...(assignee === undefined ? {} : { assignee }),
      ...(node.form === undefined ? {} : { form: node.form }),
    })
  },
}
