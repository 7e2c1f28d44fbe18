import { openTask, type Handler } from '../step/handler.ts'
import { askThenSettle } from './settle.ts'

/** 退回待领: the task goes back to all who may claim it. */
export const releaseTask: Handler<'releaseTask'> = (run, command) => {
  const found = openTask(run, command)
  if ('code' in found) return found
  if (found.task.assignee === undefined) return undefined
  return askThenSettle(run, found.instance, { type: 'releaseTask', by: command.by })
}
