import type { Instruction, MigrationPlan, MigrationProblem, RestartPoint } from '../correction/plan.ts'
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

/** A person under the post that they held at the time. */
export interface PostHolder {
  readonly person: string
  readonly post: string
}

/** AB岗: the task goes from whose work it was to who stands in, and why. */
export interface Handover {
  readonly ground: 'unclaimed' | 'absent' | 'overdue'
  readonly from: PostHolder
  readonly to: PostHolder
}

/** A command on a task that waits for the task's listeners. */
export type TaskVerb =
  | { readonly type: 'claimTask' | 'releaseTask'; readonly by: string }
  | { readonly type: 'updateTask'; readonly by: string; readonly changes: TaskChanges; readonly handover?: Handover }
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
  | { type: 'updateTask'; key: number; by: string; changes: TaskChanges; handover?: Handover; revision?: number }
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
  | { type: 'setVariables'; key?: number; variables: Variables; by?: string; reason?: string }
  | { type: 'resolveIncident'; key: number; retries?: number; by?: string }
  | { type: 'cancel'; reason: string; by?: string }
  /** Nobody can do anything in the case until it goes on; its legal clocks run. What comes from outside meanwhile is kept. */
  | { type: 'suspend'; reason: string; by?: string }
  | { type: 'goOn'; reason?: string; by?: string }
  | { type: 'modify'; instructions: readonly Instruction[]; variables?: Variables; reason: string; by?: string }
  /** Everything that lives now ends, and what lived at that point lives again under new keys. */
  | { type: 'restart'; point: RestartPoint; reason: string; by?: string }
  /** Taken over the graph of `version`, with the one that the case runs on as the moment's `former`. */
  | { type: 'migrate'; version: number; plan: MigrationPlan; reason: string; by?: string }

/** What a suspended case keeps until it goes on: news from other cases. */
export type HeldCommand = Extract<Command, { type: 'trigger' | 'throw' | 'completeCall' | 'failCall' }>

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
    | 'case-suspended'
    | 'not-suspended'
    | 'no-such-element'
    | 'not-to-be-activated'
    | 'scope-unclear'
    | 'scope-impossible'
    | 'no-such-token'
    | 'nothing-to-do'
    | 'would-end'
    | 'other-version'
    | 'same-version'
    | 'not-migrated'
  readonly words: string
  readonly remedy: string
  /** Of a migration: everything that stands in its way. */
  readonly problems?: readonly MigrationProblem[]
}
