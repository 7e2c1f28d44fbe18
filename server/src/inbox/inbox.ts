import { caseDetail } from '../cases/caseView.ts'
import { refused } from '../cases/refused.ts'
import type { TaskCompleted, TaskDetail } from '../contract/index.ts'
import type { Server } from '../context.ts'
import type { Actor } from '../people/people.ts'
import { ApiError, notFound } from '../problem.ts'
import { tablesOf } from '../tables.ts'
import { mayWork, workable } from './authority.ts'
import { nextTask } from './boxes.ts'
import { completeAs, taskForm, type Completion } from './complete.ts'
import { taskSummaries } from './taskView.ts'

export async function taskDetail(server: Server, actor: Actor, id: string): Promise<TaskDetail> {
  const task = await server.runtime.store.task(id)
  if (!task) throw notFound('task', id)
  const mine = mayWork(actor, task)
  if (!mine && !actor.roles.some((role) => role === 'admin' || role === 'supervisor' || role === 'window')) {
    throw new ApiError(403, 'not-your-task', `Task ${id} belongs to another department`, {
      remedy: 'Ask its department',
    })
  }
  const [[summary], { form, data }, detail, draft] = await Promise.all([
    taskSummaries(server, [task]),
    taskForm(server, task),
    caseDetail(server, task.caseId),
    server.db
      .selectFrom('task_drafts')
      .select('data')
      .where('task_id', '=', id)
      .where('person_id', '=', actor.id)
      .executeTakeFirst(),
  ])
  const open = mine && task.state === 'open' && !detail.suspended
  return {
    ...summary!,
    state: task.state,
    revision: task.revision,
    form,
    data,
    draft: draft ? (JSON.parse(draft.data) as Record<string, unknown>) : null,
    may: {
      claim: open && task.assignee === null,
      release: open && task.assignee === actor.id,
      complete: open && (task.assignee === null || task.assignee === actor.id),
    },
    case: detail,
  }
}

export async function claimOrRelease(
  server: Server,
  actor: Actor,
  id: string,
  verb: 'claimTask' | 'releaseTask',
  revision: number,
): Promise<TaskDetail> {
  const task = await workable(server, actor, id)
  if (verb === 'releaseTask' && task.assignee !== null && task.assignee !== actor.id) {
    throw new ApiError(403, 'not-your-task', `Task ${id} is claimed by somebody else`, {
      remedy: 'Only who has claimed it can release it',
    })
  }
  const outcome = await server.runtime.dispatch(task.caseId, { type: verb, key: task.key, by: actor.id, revision })
  if (!outcome.ok) throw refused(outcome.rejection)
  return taskDetail(server, actor, id)
}

/** Keeps what was typed, as it was typed. */
export async function saveDraft(
  server: Server,
  actor: Actor,
  id: string,
  data: Record<string, unknown>,
): Promise<void> {
  await workable(server, actor, id)
  const typed = { data: JSON.stringify(data), saved_at: server.runtime.clock.now() }
  await server.runtime.transaction(async ({ sql }) => {
    await tablesOf(sql)
      .insertInto('task_drafts')
      .values({ task_id: id, person_id: actor.id, ...typed })
      .onConflict((conflict) => conflict.columns(['task_id', 'person_id']).doUpdateSet(typed))
      .execute()
  })
}

export async function completeTask(
  server: Server,
  actor: Actor,
  id: string,
  sent: Completion,
  request?: string,
): Promise<TaskCompleted> {
  const task = await workable(server, actor, id)
  await completeAs(server, actor.id, task, sent, request)
  await server.runtime.transaction(async ({ sql }) => {
    await tablesOf(sql).deleteFrom('task_drafts').where('task_id', '=', id).execute()
  })
  return { id, caseId: task.caseId, next: await nextTask(server, actor) }
}
