import { visibleVariables, type Command, type Variables } from '@lianban/engine'
import { initialData, validateForm, type FormSchema } from '@lianban/forms'
import type { CaseRow, TaskRow } from '@lianban/engine/runtime'
import { remembering } from '../almanac/attempts.ts'
import { resourcesOf } from '../cases/resources.ts'
import { elementName } from '../cases/modelNames.ts'
import { refused } from '../cases/refused.ts'
import { iso, type Server } from '../context.ts'
import type { FieldProblem } from '../contract/index.ts'
import { ApiError, notFound } from '../problem.ts'

export interface TaskForm {
  readonly form: FormSchema | null
  readonly data: Record<string, unknown>
  readonly name: string
  readonly row: CaseRow
  readonly variables: Variables
}

/** The form of a task and the values it starts from: the variables that the task sees. */
export async function taskForm({ runtime, locale }: Server, task: TaskRow): Promise<TaskForm> {
  const row = await runtime.store.case(task.caseId)
  if (!row) throw notFound('case', task.caseId)
  const definition = await runtime.store.definition(row.process, row.version)
  const graph = await runtime.graph(row.process, row.version)
  const form = task.form === null || !definition ? null : (resourcesOf(definition).forms[task.form] ?? null)
  const instance = row.state.instances.get(task.key) ?? row.state.instances.get(1)!
  const variables = visibleVariables(row.state, instance)
  const data = form ? (initialData(form, variables as never) as Record<string, unknown>) : {}
  return { form, data, name: elementName(graph, task.element, locale), row, variables }
}

/** What is sent to complete a task: the form's values and the revision that was on the screen. */
export interface Completion {
  readonly data: Record<string, unknown>
  readonly revision: number
}

/** The command that completes the task, or the fields that the form refuses. What the form does not hold stays as it is. */
export async function completion(
  server: Server,
  by: string,
  task: TaskRow,
  { data, revision }: Completion,
): Promise<{ command: Command; row: CaseRow } | { fields: FieldProblem[] }> {
  if (task.state !== 'open') throw await closed(server, task)
  const { form, data: initial, row, variables } = await taskForm(server, task)
  const options = { locale: server.locale, initial: initial as never }
  const checked = form ? validateForm(form, data, options) : { ok: true as const, data: {} }
  if (!checked.ok) return { fields: checked.fields }
  const merged = mergeTop(variables, checked.data as Variables)
  return { row, command: { type: 'completeTask', key: task.key, by, variables: merged, revision } }
}

export async function completeAs(
  server: Server,
  by: string,
  task: TaskRow,
  sent: Completion,
  request?: string,
): Promise<void> {
  const repeated = request && (await server.runtime.transaction((transaction) => transaction.recall(request)))
  if (repeated) return
  const wanted = await completion(server, by, task, sent)
  if ('fields' in wanted) {
    throw new ApiError(422, 'form-invalid', 'The form is not complete', {
      fields: wanted.fields,
      remedy: 'Correct the fields named',
    })
  }
  await remembering(server, by, task.caseId, wanted.command, async () => {
    const outcome = await server.runtime.dispatch(task.caseId, wanted.command, request ? { request } : {})
    if (outcome.ok) return
    const now = await server.runtime.store.task(task.id)
    throw now && now.state !== 'open' ? await closed(server, now) : refused(outcome.rejection)
  })
}

/** Contexts keep the entries that the form does not know. */
function mergeTop(before: Variables, after: Variables): Variables {
  const isContext = (value: unknown): value is Variables =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  return Object.fromEntries(
    Object.entries(after).map(([name, value]) => {
      const old = Object.hasOwn(before, name) ? before[name] : undefined
      return [name, isContext(value) && isContext(old) ? { ...old, ...value } : value]
    }),
  )
}

async function closed({ people }: Server, task: TaskRow): Promise<ApiError> {
  const when = task.endedAt === null ? '' : ` at ${iso(task.endedAt).slice(0, 16)}`
  if (task.state === 'cancelled') {
    return new ApiError(409, 'task-cancelled', `Task ${task.id} was withdrawn by the process${when}`, {
      remedy: 'Open the case to see why',
    })
  }
  const who = task.endedBy === null ? '' : ` by ${(await people.names()).person(task.endedBy)}`
  return new ApiError(409, 'task-completed', `Task ${task.id} was completed${who}${when}`, {
    remedy: 'Nothing is left to do here',
  })
}
