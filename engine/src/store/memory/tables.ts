import type { Json, Variables } from '../../expression/expression.ts'
import type {
  CaseRow,
  Definition,
  JobRow,
  MessageRow,
  OutboxRow,
  SealedStep,
  StartRow,
  SubscriptionRow,
  TaskRow,
  TimerRow,
} from '../port.ts'

/** The whole memory store, as maps; a transaction works on a copy of the maps, never of their values. */
export interface MemoryTables {
  definitions: readonly Definition[]
  cases: Map<string, CaseRow>
  /** Case ids by business key. */
  keys: Map<string, string>
  /** The record, by case. */
  steps: Map<string, readonly SealedStep[]>
  tasks: Map<string, TaskRow>
  timers: Map<string, TimerRow>
  jobs: Map<string, JobRow>
  subscriptions: Map<string, SubscriptionRow>
  starts: Map<string, readonly StartRow[]>
  messages: readonly MessageRow[]
  outbox: Map<string, OutboxRow>
  data: Map<string, Json>
  serials: Map<string, number>
  requests: Map<string, { answer: Variables; at: number }>
  settings: Map<string, string>
}

export const emptyTables = (): MemoryTables => ({
  definitions: [],
  cases: new Map(),
  keys: new Map(),
  steps: new Map(),
  tasks: new Map(),
  timers: new Map(),
  jobs: new Map(),
  subscriptions: new Map(),
  starts: new Map(),
  messages: [],
  outbox: new Map(),
  data: new Map(),
  serials: new Map(),
  requests: new Map(),
  settings: new Map(),
})

export const timerId = (timer: TimerRow): string => `${timer.caseId}\n${timer.key}\n${timer.element}`
export const jobId = (job: { caseId: string; key: number }): string => `${job.caseId}\n${job.key}`
export const subscriptionId = (s: SubscriptionRow): string => `${s.caseId}\n${s.key}\n${s.element}\n${s.trigger}`
