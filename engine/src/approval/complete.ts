import { newItems, noticeOf } from './notice.ts'
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
  const told = noticeOf(run, instance, command.variables ?? {})
  const items = told && newItems(run, instance, told)
  if (items && items.length > 0) {
    const words = `The applicant was told once what to supplement, and ${items.join(', ')} was not among it`
    return reject('second-notice', words, 'Decide on what was asked for (行政许可法第三十二条第四项)')
  }
  return askThenSettle(run, instance, { type: 'completeTask', by: command.by, variables: command.variables ?? {} })
}
