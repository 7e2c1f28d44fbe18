import type { Json, Variables } from '../expression/expression.ts'
import type { State } from '../step/state.ts'

/** A published version: everything a case needs to run, pinned together. */
export interface Definition {
  readonly process: string
  readonly version: number
  readonly name: string
  readonly bpmn: string
  /** Forms, document templates and whatever else belongs to the version; the engine only keeps it. */
  readonly resources: Json
  readonly deployedAt: number
  readonly deployedBy: string
  readonly note: string
}

export interface CaseRow {
  readonly id: string
  readonly process: string
  readonly version: number
  readonly businessKey: string
  readonly startedAt: number
  readonly endedAt: number | null
  readonly state: State
  /** Seal of the last step (audit/chain.ts). */
  readonly seal: string
}

export interface TaskRow {
  /** `CASE.KEY` */
  readonly id: string
  readonly caseId: string
  readonly key: number
  readonly element: string
  readonly state: 'open' | 'completed' | 'cancelled'
  readonly revision: number
  readonly assignee: string | null
  readonly groups: readonly string[]
  readonly users: readonly string[]
  readonly form: string | null
  readonly priority: number
  /** When the limit is over, epoch milliseconds; null without a limit. */
  readonly dueAt: number | null
  readonly createdAt: number
  readonly endedAt: number | null
  readonly endedBy: string | null
}

export interface TaskCursor {
  readonly dueAt: number | null
  readonly id: string
}

/** The earliest timer of an event of an instance. */
export interface TimerRow {
  readonly caseId: string
  readonly key: number
  readonly element: string
  readonly due: number
}

export interface JobRow {
  readonly caseId: string
  readonly key: number
  readonly element: string
  readonly type: string
  readonly retries: number
  readonly headers: Readonly<Record<string, string>>
  /** Not before this instant; while the job is in somebody's hand, when the lease ends. */
  readonly runAt: number
  /** Whoever shows it has the job in hand; null: nobody has. */
  readonly token: string | null
}

export interface LeasedJob extends JobRow {
  readonly token: string
  /** Since when it could have been handed out. */
  readonly dueAt: number
}

export interface SubscriptionRow {
  readonly caseId: string
  readonly key: number
  readonly element: string
  readonly trigger: number
  /** A condition stands here when it reads data stores. */
  readonly kind: 'message' | 'signal' | 'conditional'
  readonly name: string
  readonly correlationKey: string | null
}

/** A process that starts when a message or signal of this name comes, or when its condition holds (then without a name). */
export interface StartRow {
  readonly process: string
  readonly version: number
  readonly element: string
  readonly kind: 'message' | 'signal' | 'conditional'
  readonly name: string
}

/** A message that nobody has taken yet. */
export interface MessageRow {
  readonly name: string
  readonly correlationKey: string | null
  readonly variables: Variables
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/** Something that leaves the house: a notice, a call of another system. Its id lets the receiver recognise a repetition. */
export interface OutboxRow {
  readonly id: string
  /** Which sender of the application takes it. */
  readonly topic: string
  readonly payload: Json
  readonly createdAt: number
  /** Not before this instant. */
  readonly runAt: number
  /** Tries that have failed. */
  readonly failures: number
  /** Words of the last failure; empty before one. */
  readonly error: string
}
