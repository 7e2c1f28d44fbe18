import type { PublicCase, PublicTask, TimelineEntry } from '../contract/index.ts'
import type { Server } from '../context.ts'
import { caseDetail } from '../cases/caseView.ts'
import { applicant, applicantName } from '../cases/modelNames.ts'
import { ApiError, notFound } from '../problem.ts'
import { codeMatches } from './trackingCode.ts'
import { completeAs, taskForm, type Completion } from '../inbox/complete.ts'
import { clockOf } from '../inbox/taskView.ts'

export interface Key {
  readonly caseNo: string
  readonly code: string
}

/** Codes of the timeline that concern the applicant; inner repairs and machine steps do not. */
const shown = new Set([
  'case.started',
  'case.completed',
  'case.terminated',
  'status.changed',
  'clock.started',
  'clock.restarted',
  'clock.derived',
  'notice.given',
  'task.created',
  'task.completed',
  'timer.fired',
  'card.raised',
])
const kept = new Set([
  'status',
  'statusName',
  'n',
  'unit',
  'kind',
  'basis',
  'on',
  'due',
  'from',
  'to',
  'calendar',
  'items',
  'groups',
  'colour',
  'rule',
  'against',
  'department',
])

/** The case that the key opens. A wrong code and an unknown number get the same answer. */
export async function openCase(server: Server, { caseNo, code }: Key): Promise<string> {
  const row = codeMatches(server.secret, caseNo.trim(), code)
    ? await server.runtime.store.caseByKey(caseNo.trim())
    : undefined
  if (!row) {
    throw new ApiError(404, 'no-such-case', 'No case has this number and code', { remedy: 'Check both on the receipt' })
  }
  return row.id
}

export async function track(server: Server, caseId: string): Promise<PublicCase> {
  const detail = await caseDetail(server, caseId)
  return {
    caseNo: detail.caseNo,
    title: detail.title,
    applicant: detail.applicant,
    processName: detail.processName,
    status: detail.status,
    state: detail.state,
    receivedOn: detail.receivedAt.slice(0, 10),
    clocks: detail.clocks,
    timeline: detail.timeline
      .filter(({ code }) => shown.has(code))
      .map((entry) => withoutNames(entry, applicantName(server.locale))),
    standing: { ...detail.standing, incidents: [] },
    branches: detail.branches.map(({ note: _, ...branch }) => branch),
    documents: detail.documents.filter((document) => document.public),
    tasks: await publicTasks(server, caseId),
  }
}

/** The department that acted instead of the officer; reasons and conditions are told by the sealed documents. */
function withoutNames({ actor, detail, ...entry }: TimelineEntry, ownName: string): TimelineEntry {
  const department = actor === ownName ? actor : detail['department']
  return {
    ...entry,
    ...(department === undefined ? {} : { actor: department }),
    detail: Object.fromEntries(Object.entries(detail).filter(([key]) => kept.has(key))),
  }
}

async function publicTasks(server: Server, caseId: string): Promise<PublicTask[]> {
  const tasks = await server.runtime.store.tasksOf(caseId)
  const mine = tasks.filter((task) => task.state === 'open' && task.groups.includes(applicant))
  return Promise.all(
    mine.map(async (task) => {
      const { form, data, name, row } = await taskForm(server, task)
      const clock = clockOf(server, row.state, task)
      return {
        id: task.id,
        name,
        form: form ?? { type: 'default', id: task.element, schemaVersion: 18, components: [] },
        data,
        revision: task.revision,
        ...(clock ? { clock } : {}),
      }
    }),
  )
}

export async function completePublicTask(
  server: Server,
  caseId: string,
  taskId: string,
  completion: Completion,
  request?: string,
): Promise<PublicCase> {
  const task = await server.runtime.store.task(taskId)
  if (!task || task.caseId !== caseId || !task.groups.includes(applicant)) throw notFound('task', taskId)
  await completeAs(server, applicant, task, completion, request)
  return track(server, caseId)
}
