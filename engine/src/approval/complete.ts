import { openTask, reject, type Handler } from '../step/handler.ts'

/** 办结: the work is done, with these values. A task that somebody else has claimed is refused. */
export const completeTask: Handler<'completeTask'> = (run, command) => {
  const found = openTask(run, command)
  if ('code' in found) return found
  const { instance, task } = found
  if (task.assignee !== undefined && task.assignee !== command.by) {
    return reject('task-claimed', `Task ${command.key} is claimed by ${task.assignee}`, 'Ask for its release')
  }
  const variables = command.variables ?? {}
  run.emit({ type: 'taskCompleted', key: command.key, element: instance.element, by: command.by, variables })
  run.deliver(instance, variables, command.by)
  return undefined
}
