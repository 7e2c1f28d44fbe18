import type { State } from '@lianban/engine'
import type { TaskRow } from '@lianban/engine/runtime'
import { clockView, lightOf } from '../cases/clockView.ts'
import { elementName, groupName, processName } from '../cases/modelNames.ts'
import type { ClockView, TaskSummary } from '../contract/index.ts'
import { iso, type Server } from '../context.ts'

/** The limit that the task stands under: its own or the nearest around it. */
export function clockOf({ runtime }: Server, state: State, task: TaskRow): ClockView | undefined {
  for (let at = state.instances.get(task.key); at; at = state.instances.get(at.scope)) {
    if (at.clock) return clockView(at.key, at.clock, runtime)
  }
  return undefined
}

/** Rows of an inbox with what their cases say. */
export async function taskSummaries(server: Server, tasks: readonly TaskRow[]): Promise<TaskSummary[]> {
  if (tasks.length === 0) return []
  const { runtime, db, people } = server
  const ids = [...new Set(tasks.map(({ caseId }) => caseId))]
  const [listed, names, rows] = await Promise.all([
    db.selectFrom('case_list').selectAll().where('case_id', 'in', ids).execute(),
    people.names(),
    Promise.all(ids.map((id) => runtime.store.case(id))),
  ])
  const cases = new Map(listed.map((row) => [row.case_id, row]))
  const states = new Map(rows.flatMap((row) => (row ? [[row.id, row.state] as const] : [])))
  return Promise.all(
    tasks.map(async (task) => {
      const of = cases.get(task.caseId)!
      const graph = await runtime.graph(of.process, of.version)
      const state = states.get(task.caseId)
      const clock = state && task.state === 'open' ? clockOf(server, state, task) : undefined
      return {
        id: task.id,
        caseId: task.caseId,
        caseNo: of.case_no,
        caseTitle: of.title,
        applicant: of.applicant,
        processName: processName(graph, server.locale),
        element: task.element,
        name: elementName(graph, task.element, server.locale),
        candidates: task.groups.map((code) => groupName(names, code, server.locale)),
        ...(task.assignee === null ? {} : { assignee: { id: task.assignee, name: names.person(task.assignee) } }),
        createdAt: iso(task.createdAt),
        ...(task.endedAt === null ? {} : { completedAt: iso(task.endedAt) }),
        ...(clock ? { clock } : {}),
        light: lightOf(clock),
      }
    }),
  )
}
