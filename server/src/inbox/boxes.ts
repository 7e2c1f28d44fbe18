import type { TaskRow } from '@lianban/engine/runtime'
import { elementName } from '../cases/modelNames.ts'
import type { Page, TaskCounts, TaskSummary } from '../contract/index.ts'
import type { Server } from '../context.ts'
import { groupsOf, type Actor } from '../people/people.ts'
import { taskSummaries } from './taskView.ts'

export type Box = 'mine' | 'department' | 'done'

export interface TaskQuery {
  readonly box: Box
  readonly limit: number
  readonly cursor?: string | undefined
  /** Words that must all occur in case number, title, applicant or task name. */
  readonly q?: string | undefined
}

/** Rows that a filter reads at once, and the most that one request looks at before it answers with a cursor to go on from. */
const filtered = 200
const mostRead = 2_000

const mineOf = (actor: Actor): string[] => [`user:${actor.id}`]

/** One page of an inbox: open boxes by least time left, the done one by when. */
export async function listTasks(server: Server, actor: Actor, query: TaskQuery): Promise<Page<TaskSummary>> {
  const { box, limit } = query
  const isMine = (task: TaskRow): boolean => task.assignee === actor.id || task.users.includes(actor.id)
  const words = (query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  // What is in the box of one's own does not wait in the department's as well.
  const keep = async (rows: TaskRow[]): Promise<TaskRow[]> =>
    matching(server, box === 'department' ? rows.filter((task) => !isMine(task)) : rows, words)

  const batch = words.length > 0 ? filtered : limit + 1
  const kept: TaskRow[] = []
  let cursor = query.cursor
  let more = true
  for (let read = 0; more && kept.length <= limit && read < mostRead; read += batch) {
    const rows = await rowsOf(server, actor, box, batch, cursor)
    kept.push(...(await keep(rows)))
    more = rows.length === batch
    if (rows.length > 0) cursor = cursorOf(box, rows.at(-1)!)
  }
  const page = kept.slice(0, limit)
  const next = kept.length > limit ? cursorOf(box, page.at(-1)!) : more ? cursor : undefined
  return { items: await taskSummaries(server, page), ...(next === undefined ? {} : { next }) }
}

const cursorOf = (box: Box, task: TaskRow): string => `${(box === 'done' ? task.endedAt : task.dueAt) ?? ''}~${task.id}`

function rowsOf(
  { runtime }: Server,
  actor: Actor,
  box: Box,
  limit: number,
  cursor: string | undefined,
): Promise<TaskRow[]> {
  const [at, id] = cursor?.split('~') ?? []
  if (box === 'done') return runtime.store.endedTasks(actor.id, limit, at === undefined ? undefined : Number(at))
  const owners = box === 'mine' ? mineOf(actor) : groupsOf(actor)
  const after = at === undefined || id === undefined ? {} : { after: { dueAt: at === '' ? null : Number(at), id } }
  return runtime.store.openTasks({ owners, limit, ...after })
}

async function matching(
  { runtime, db, locale }: Server,
  tasks: TaskRow[],
  words: readonly string[],
): Promise<TaskRow[]> {
  if (words.length === 0 || tasks.length === 0) return tasks
  const ids = [...new Set(tasks.map(({ caseId }) => caseId))]
  const listed = await db.selectFrom('case_list').selectAll().where('case_id', 'in', ids).execute()
  const cases = new Map(listed.map((row) => [row.case_id, row]))
  const found = await Promise.all(
    tasks.map(async (task) => {
      const of = cases.get(task.caseId)!
      const graph = await runtime.graph(of.process, of.version)
      const name = elementName(graph, task.element, locale)
      const text = [name, of.case_no, of.title, of.applicant].join(' ').toLowerCase()
      return words.every((word) => text.includes(word)) ? [task] : []
    }),
  )
  return found.flat()
}

/** How many tasks stand in each open box. */
export async function countTasks({ runtime }: Server, actor: Actor): Promise<TaskCounts> {
  const [mine, all] = await Promise.all([
    runtime.store.countOpen(mineOf(actor)),
    runtime.store.countOpen([...mineOf(actor), ...groupsOf(actor)]),
  ])
  return { mine, department: all - mine }
}

/** The task of the actor's own box that has the least time left. */
export async function nextTask({ runtime }: Server, actor: Actor): Promise<string | null> {
  const [next] = await runtime.store.openTasks({ owners: mineOf(actor), limit: 1 })
  return next?.id ?? null
}
