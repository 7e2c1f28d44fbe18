import type { TaskRow } from '@lianban/engine/runtime'
import { caseDetail } from '../cases/caseView.ts'
import { refused } from '../cases/refused.ts'
import type { Page, TaskCompleted, TaskCounts, TaskDetail, TaskSummary } from '../contract/index.ts'
import type { Server } from '../context.ts'
import type { Call } from '../input.ts'
import { groupsOf, type Actor } from '../people/people.ts'
import { ApiError, notFound } from '../problem.ts'
import { tablesOf } from '../tables.ts'
import { mayWork, workable } from './authority.ts'
import { completeAs, taskForm, type Completion } from './complete.ts'
import { taskSummaries } from './taskView.ts'

const pageSize = 50
export type Box = 'mine' | 'department' | 'done'

const ownersIn = (box: Box, actor: Actor): string[] => (box === 'mine' ? [`user:${actor.id}`] : groupsOf(actor))

/** One page of an inbox: open boxes by least time left, the done one by when. */
export async function listTasks(server: Server, actor: Actor, box: Box, cursor?: string): Promise<Page<TaskSummary>> {
  const { store } = server.runtime
  const [due, id] = cursor?.split('~') ?? []
  let rows: TaskRow[]
  if (box === 'done') rows = await store.endedTasks(actor.id, pageSize + 1, due === undefined ? undefined : Number(due))
  else {
    const after = due === undefined || id === undefined ? {} : { after: { dueAt: due === '' ? null : Number(due), id } }
    rows = await store.openTasks({ owners: ownersIn(box, actor), limit: pageSize + 1, ...after })
  }
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  const next = last && `${(box === 'done' ? last.endedAt : last.dueAt) ?? ''}~${last.id}`
  return { items: await taskSummaries(server, page), ...(rows.length > pageSize && next !== undefined ? { next } : {}) }
}

export async function countTasks({ runtime }: Server, actor: Actor): Promise<TaskCounts> {
  const [mine, department] = await Promise.all(
    (['mine', 'department'] as const).map((box) => runtime.store.countOpen(ownersIn(box, actor))),
  )
  return { mine: mine!, department: department! }
}

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
  const open = mine && task.state === 'open'
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
  const row = { task_id: id, person_id: actor.id, data: JSON.stringify(data), saved_at: server.runtime.clock.now() }
  await server.runtime.transaction(async ({ sql }) => {
    await tablesOf(sql).replaceInto('task_drafts').values(row).execute()
  })
}

export async function completeTask(
  server: Server,
  actor: Actor,
  id: string,
  sent: Completion,
  call: Call,
): Promise<TaskCompleted> {
  const task = await workable(server, actor, id)
  await completeAs(server, actor.id, task, sent, call)
  await server.runtime.transaction(async ({ sql }) => {
    await tablesOf(sql).deleteFrom('task_drafts').where('task_id', '=', id).execute()
  })
  const [next] = await server.runtime.store.openTasks({ owners: ownersIn('mine', actor), limit: 1 })
  return { id, caseId: task.caseId, next: next?.id ?? null }
}
