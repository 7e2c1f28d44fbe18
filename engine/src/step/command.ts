import type { Moment, Variables } from '../expression/expression.ts'

/** What of an open task may change; null takes the assignee or a date away. Dates are ISO 8601 instants. */
export interface TaskChanges {
  readonly assignee?: string | null
  readonly groups?: readonly string[]
  readonly users?: readonly string[]
  readonly priority?: number
  readonly dueDate?: string | null
  readonly followUpDate?: string | null
}

/** A command on a task that waits for the task's listeners. */
export type TaskVerb =
  | { readonly type: 'claimTask' | 'releaseTask'; readonly by: string }
  | { readonly type: 'updateTask'; readonly by: string; readonly changes: TaskChanges }
  | { readonly type: 'completeTask'; readonly by: string; readonly variables: Variables }

/** What a listener's job says of the task besides variables. */
export interface ListenerResult {
  readonly denied?: boolean
  readonly deniedReason?: string
  readonly corrections?: TaskChanges
}

/** What somebody wants of a case. `by` is the person who acts; checking who may is the caller's part. */
export type Command =
  | {
      type: 'start'
      case: string
      version: number
      element?: string
      variables?: Variables
      by?: string
      parent?: { case: string; key: number }
    }
  /** A published process begins to wait for its own start events: timers, and several triggers at once. */
  | { type: 'stand'; case: string; version: number }
  | { type: 'claimTask'; key: number; by: string; revision?: number }
  | { type: 'releaseTask'; key: number; by: string; revision?: number }
  | { type: 'completeTask'; key: number; by: string; variables?: Variables; revision?: number }
  | { type: 'updateTask'; key: number; by: string; changes: TaskChanges; revision?: number }
  /** `key`: the instance whose clock it is; `on`: the day of entry, and no other; `until`: the time that the notice names. */
  | { type: 'stopClock'; key: number; by: string; ground: string; document: string; on?: string; until?: string }
  | { type: 'resumeClock'; key: number; by: string; document: string; on?: string }
  | { type: 'extendClock'; key: number; by: string; days: number; reason: string; authority: string }
  /** Calendars have changed since `before`: due days and deadlines are derived again. */
  | { type: 'deriveDueDays'; before: Pick<Moment, 'calendar' | 'almanac'> }
  | { type: 'completeJob'; key: number; variables?: Variables; result?: ListenerResult }
  | { type: 'failJob'; key: number; retries: number; message: string }
  /** A BPMN error or escalation from a job or a called process. */
  | { type: 'throw'; key: number; kind: 'error' | 'escalation'; code: string; variables?: Variables }
  /** A message, signal or condition for a waiting instance. */
  | { type: 'trigger'; key: number; element: string; trigger: number; variables?: Variables }
  /** A data store has changed: conditions that read it are looked at again. */
  | { type: 'reconsider' }
  | { type: 'completeCall'; key: number; variables: Variables }
  | { type: 'failCall'; key: number; code: string; message: string }
  | { type: 'fireTimer'; key: number; element: string; due: number }
  | { type: 'setVariables'; key?: number; variables: Variables; by?: string }
  | { type: 'resolveIncident'; key: number; retries?: number; by?: string }
  | { type: 'cancel'; reason: string; by?: string }

/** Why a command was refused; nothing has changed. */
export interface Rejection {
  readonly code:
    | 'case-over'
    | 'no-start'
    | 'start-impossible'
    | 'no-such-task'
    | 'task-changed'
    | 'task-claimed'
    | 'task-pending'
    | 'listener-failed'
    | 'date-invalid'
    | 'no-such-job'
    | 'no-such-timer'
    | 'no-such-subscription'
    | 'no-such-call'
    | 'no-such-instance'
    | 'no-such-clock'
    | 'not-started'
    | 'estimate-missing'
    | 'second-notice'
    | 'notice-missing'
    | 'notice-used'
    | 'ground-not-allowed'
    | 'back-dated'
    | 'not-stopped'
    | 'limit-over'
    | 'extension-not-allowed'
    | 'extended-before'
    | 'extension-too-long'
    | 'wrong-signatory'
    | 'reason-missing'
    | 'no-incident'
    | 'incident-open'
  readonly words: string
  readonly remedy: string
}
