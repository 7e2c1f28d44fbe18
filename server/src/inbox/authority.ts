import type { TaskRow } from '@lianban/engine/runtime'
import type { Server } from '../context.ts'
import type { Actor } from '../people/people.ts'
import { ApiError, notFound } from '../problem.ts'

/** May the actor work on the task: as its assignee, its candidate or by the department's post? */
export const mayWork = (actor: Actor, task: TaskRow): boolean =>
  task.assignee === actor.id ||
  task.users.includes(actor.id) ||
  task.groups.some((code) => actor.departments.some((department) => department.code === code))

/** The task, for those who may work on it. */
export async function workable(server: Server, actor: Actor, id: string): Promise<TaskRow> {
  const task = await server.runtime.store.task(id)
  if (!task) throw notFound('task', id)
  if (!mayWork(actor, task)) {
    throw new ApiError(403, 'not-your-task', `Task ${id} belongs to another department`, {
      remedy: 'Ask its department',
    })
  }
  return task
}
