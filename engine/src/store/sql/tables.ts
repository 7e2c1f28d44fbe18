import type { Generated } from 'kysely'
import { decodeState } from '../../step/state.ts'
import type { Json } from '../../expression/expression.ts'
import type { CaseRow, Definition, JobRow, OutboxRow, SubscriptionRow, TaskRow } from '../port.ts'

/** Columns as every SQL store keeps them; instants are epoch milliseconds, JSON is text. */
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
    /** The case whose call activity started this one. */
    parent: string | null
    seal: string
    state: string
  }
  /** The record: a row a step. */
  steps: { case_id: string; seq: number; at: number; events: string; seal: string }
  tasks: {
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
  task_queue: { owner: string; due_at: number; case_id: string; key: number }
  timers: { due: number; case_id: string; key: number; element: string }
  jobs: {
    case_id: string
    key: number
    element: string
    type: string
    retries: number
    headers: string
    run_at: number
    token: string | null
    worker: string | null
  }
  subscriptions: {
    id: Generated<number>
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
  outbox: {
    position: Generated<number>
    id: string
    topic: string
    payload: string
    created_at: number
    run_at: number
    failures: number
    error: string
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
  seal: row.seal,
})

export const taskOf = (row: Tables['tasks']): TaskRow => ({
  id: `${row.case_id}.${row.key}`,
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

export const jobOf = (row: Omit<Tables['jobs'], 'worker'>): JobRow => ({
  caseId: row.case_id,
  key: row.key,
  element: row.element,
  type: row.type,
  retries: row.retries,
  headers: JSON.parse(row.headers) as Record<string, string>,
  runAt: row.run_at,
  token: row.token,
})

export const subscriptionOf = (row: Omit<Tables['subscriptions'], 'id'>): SubscriptionRow => ({
  caseId: row.case_id,
  key: row.key,
  element: row.element,
  trigger: row.trigger_index,
  kind: row.kind as SubscriptionRow['kind'],
  name: row.name,
  correlationKey: row.correlation_key,
})

export const letterOf = (row: Omit<Tables['outbox'], 'position'>): OutboxRow => ({
  id: row.id,
  topic: row.topic,
  payload: JSON.parse(row.payload) as Json,
  createdAt: row.created_at,
  runAt: row.run_at,
  failures: row.failures,
  error: row.error,
})
