import { openTask, type Handler } from '../step/handler.ts'

/** 退回待领: the task goes back to all who may claim it. */
export const releaseTask: Handler<'releaseTask'> = (run, command) => {
  const found = openTask(run, command)
  if ('code' in found) return found
  if (found.task.assignee === undefined) return undefined
  run.emit({ type: 'taskReleased', key: command.key, element: found.instance.element, by: command.by })
  return undefined
}
