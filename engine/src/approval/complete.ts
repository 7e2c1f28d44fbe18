import { openTask, reject, type Handler } from '../step/handler.ts'
import { askThenSettle } from './settle.ts'

/** 办结: the work is done, with these values. A task that somebody else has claimed is refused. */
export const completeTask: Handler<'completeTask'> = (run, command) => {
  const found = openTask(run, command)
  if ('code' in found) return found
  const { instance, task } = found
  if (task.assignee !== undefined && task.assignee !== command.by) {
    return reject('task-claimed', `Task ${command.key} is claimed by ${task.assignee}`, 'Ask for its release')
  }
  return askThenSettle(run, instance, { type: 'completeTask', by: command.by, variables: command.variables ?? {} })
}
