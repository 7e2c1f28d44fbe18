import { openTask, reject, type Handler } from '../step/handler.ts'
import { askThenSettle } from './settle.ts'

/** 认领: from now on the task is this person's. Claiming one's own task again changes nothing. */
export const claimTask: Handler<'claimTask'> = (run, command) => {
  const found = openTask(run, command)
  if ('code' in found) return found
  const { instance, task } = found
  if (task.assignee === command.by) return undefined
  if (task.assignee !== undefined) {
    return reject('task-claimed', `Task ${command.key} is already claimed by ${task.assignee}`, 'Ask for its release')
  }
  return askThenSettle(run, instance, { type: 'claimTask', by: command.by })
}
