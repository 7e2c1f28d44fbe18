import type { Generated } from 'kysely'
import { decodeState } from '../../step/state.ts'
import type { Event } from '../../step/event.ts'
import type { Json } from '../../expression/expression.ts'
import type { CaseRow, Definition, JobRow, RecordedEvent, TaskRow } from '../port.ts'

/** Columns as SQLite keeps them; instants are epoch milliseconds, JSON is text. */
export interface Tables {
  definitions: {
    process: string
    version: number
    name: string
    bpmn: string
    resources: string
    deployed_at: number
    deployed_by: string
    note: string
  }
  cases: {
    id: string
    process: string
    version: number
    business_key: string
    status: string
    started_at: number
    ended_at: number | null
    state: string
  }
  events: { case_id: string; seq: number; at: number; type: string; data: string }
  tasks: {
    id: string
    case_id: string
    key: number
    element: string
    state: string
    revision: number
    assignee: string | null
    groups: string
    users: string
    form: string | null
    priority: number
    due_at: number | null
    created_at: number
    ended_at: number | null
    ended_by: string | null
  }
  task_queue: { owner: string; due_at: number; task_id: string }
  timers: { case_id: string; key: number; element: string; due: number }
  jobs: {
    case_id: string
    key: number
    element: string
    type: string
    retries: number
    headers: string
    run_at: number
  }
  subscriptions: {
    case_id: string
    key: number
    element: string
    trigger_index: number
    kind: string
    name: string
    correlation_key: string | null
  }
  starts: { process: string; version: number; element: string; kind: string; name: string }
  messages: {
    id: Generated<number>
    name: string
    correlation_key: string | null
    variables: string
    expires_at: number
  }
  data_stores: { name: string; value: string }
  serials: { series: string; last: number }
  requests: { id: string; answer: string; at: number }
  settings: { name: string; value: string }
}

export const definitionOf = (row: Tables['definitions']): Definition => ({
  process: row.process,
  version: row.version,
  name: row.name,
  bpmn: row.bpmn,
  resources: JSON.parse(row.resources) as Json,
  deployedAt: row.deployed_at,
  deployedBy: row.deployed_by,
  note: row.note,
})

export const caseOf = (row: Tables['cases']): CaseRow => ({
  id: row.id,
  process: row.process,
  version: row.version,
  businessKey: row.business_key,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  state: decodeState(row.state),
})

export const taskOf = (row: Tables['tasks']): TaskRow => ({
  id: row.id,
  caseId: row.case_id,
  key: row.key,
  element: row.element,
  state: row.state as TaskRow['state'],
  revision: row.revision,
  assignee: row.assignee,
  groups: JSON.parse(row.groups) as string[],
  users: JSON.parse(row.users) as string[],
  form: row.form,
  priority: row.priority,
  dueAt: row.due_at,
  createdAt: row.created_at,
  endedAt: row.ended_at,
  endedBy: row.ended_by,
})

export const jobOf = (row: Tables['jobs']): JobRow => ({
  caseId: row.case_id,
  key: row.key,
  element: row.element,
  type: row.type,
  retries: row.retries,
  headers: JSON.parse(row.headers) as Record<string, string>,
  runAt: row.run_at,
})

export const eventOf = (row: Pick<Tables['events'], 'seq' | 'at' | 'data'>): RecordedEvent => ({
  seq: row.seq,
  at: row.at,
  event: JSON.parse(row.data) as Event,
})
