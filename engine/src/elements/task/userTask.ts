import type { Behaviour } from '../behaviour.ts'
import { corrected, heard } from '../../step/abilities/listening.ts'
import { dateValue, namesValue, numberValue, textValue } from '../values.ts'

const usualPriority = 50

/** Waits for a person: the commands claimTask, releaseTask and completeTask move it on. */
export const userTask: Behaviour<'userTask'> = {
  enter(run, instance, node) {
    if (!heard(run, instance, node, 'creating')) return
    const { assignee: chosen, dueDate, followUpDate, ...others } = corrected(instance)
    const assignee =
      chosen === undefined ? node.assignee && textValue(run, node.assignee, instance, 'assignee') : chosen
    const due = dueDate === undefined ? dateValue(run, node.dueDate, instance, 'dueDate') : dueDate
    const followUp =
      followUpDate === undefined ? dateValue(run, node.followUpDate, instance, 'followUpDate') : followUpDate
    run.emit({
      type: 'taskCreated',
      key: instance.key,
      element: node.id,
      groups: namesValue(run, node.candidateGroups, instance, 'candidateGroups'),
      users: namesValue(run, node.candidateUsers, instance, 'candidateUsers'),
      priority: node.priority ? numberValue(run, node.priority, instance, 'priority') : usualPriority,
      ...others,
      ...(assignee ? { assignee } : {}),
      ...(due ? { dueDate: due } : {}),
      ...(followUp ? { followUpDate: followUp } : {}),
      ...(node.form === undefined ? {} : { form: node.form }),
    })
  },
}
