import { isTimeProblem, parseInstant } from '../time/index.ts'
import type { TaskChanges } from '../step/command.ts'
import { openTask, reject, type Handler } from '../step/handler.ts'
import { askThenSettle } from './settle.ts'

/** Changes who may do the task, its priority or its dates; a handover to who stands in says so in the record. */
export const updateTask: Handler<'updateTask'> = (run, command) => {
  const found = openTask(run, command)
  if ('code' in found) return found
  const { changes, handover, by } = command
  const wrong = wrongDate(changes)
  if (wrong !== undefined) return reject('date-invalid', wrong, 'Write an instant such as 2026-05-27T17:00:00+08:00')
  return Object.keys(changes).length > 0
    ? askThenSettle(run, found.instance, { type: 'updateTask', by, changes, ...(handover ? { handover } : {}) })
    : undefined
}

function wrongDate({ dueDate, followUpDate }: TaskChanges): string | undefined {
  for (const date of [dueDate, followUpDate]) {
    const parsed = typeof date === 'string' ? parseInstant(date) : undefined
    if (isTimeProblem(parsed)) return parsed.problem
  }
  return undefined
}
