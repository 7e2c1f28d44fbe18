import type { Json, Variables } from '../expression/expression.ts'
import type { Event } from '../step/event.ts'
import type { State } from '../step/state.ts'
import type { Rejection } from '../step/command.ts'
import type { OutboxRow, RecordedEvent, Store, Transaction } from '../store/port.ts'
import type { WorkingCalendar } from '../time/index.ts'
import type { Clock } from './clock.ts'

/** A job as its handler sees it. A handler may run again for the same job after a crash: key its effects by `id`. */
export interface Job {
  /** `CASE.KEY` */
  readonly id: string
  readonly caseId: string
  readonly key: number
  readonly process: string
  readonly version: number
  readonly element: string
  readonly type: string
  readonly retries: number
  readonly headers: Readonly<Record<string, string>>
  /** All variables that the element sees. */
  readonly variables: Variables
  readonly at: number
}

/** A job in somebody's hand. */
export interface JobHand {
  readonly caseId: string
  readonly key: number
  readonly token: string
}

export interface ActivatedJob extends Job, JobHand {
  /** When the lease ends, epoch milliseconds. */
  readonly until: number
}

export interface Activation {
  readonly types: readonly string[]
  /** Who asks: for people who look for a lost job. */
  readonly worker: string
  readonly limit: number
  /** How long the jobs stay in this hand, milliseconds. */
  readonly timeout: number
}

/** Does the work and returns its results as variables; a throw is a failure with the error's words. */
export type JobHandler = (job: Job) => Promise<Readonly<Record<string, Json>> | void>

/** What one step changed, told inside the transaction that writes it. */
export interface Committing {
  readonly caseId: string
  readonly businessKey: string
  /** The state that the step began with; absent for the first step of a case. */
  readonly before?: State
  readonly state: State
  readonly events: readonly RecordedEvent[]
}

/**
 * Work of the embedding application that falls due by the runtime's clock, such as looking at a limit again: taken up by the
 * pump that fires timers, at its own instant when the clock is moved. Several nodes may take it up at once, so `take` is
 * idempotent.
 */
export interface Duty {
  readonly name: string
  /** When the next piece falls due, epoch milliseconds; undefined while nothing waits. Costs one look at an index. */
  next(): Promise<number | undefined>
  /** Does a bounded number of the pieces that are due at the instant; answers how many. */
  take(at: number): Promise<number>
}

/** What a runtime tells whoever measures it. */
export interface Meter {
  /** Pieces of work that one durable commit has taken along, and how long it took, milliseconds. */
  committed?(size: number, took: number): void
  /** A command by its type, and what became of it. */
  commanded?(type: string, outcome: 'done' | 'repeated' | 'refused'): void
  /** How long after its due instant a timer has fired, or a job has been handed out, milliseconds. */
  late?(what: 'timer' | 'job', lag: number): void
  incident?(code: string): void
}

/** How long the runtime keeps what nobody asks it to keep, milliseconds. */
export interface Retention {
  /** Answers to requests: a client that repeats one later than this does it again. Default 30 days. */
  readonly requests?: number
  /** A letter that does not arrive is tried for so long, then left to whoever archives. Default 30 days. */
  readonly letters?: number
}

export interface RuntimeOptions {
  store: Store
  clock?: Clock
  calendar?: WorkingCalendar
  /** Makes case ids. */
  ids?: () => string
  handlers?: Readonly<Record<string, JobHandler>>
  /** Write the embedding application's own tables in the same transaction. */
  projections?: readonly ((transaction: Transaction, change: Committing) => Promise<void>)[]
  /** Takes letters out of the outbox, by topic: at least once, so the receiver looks at the id. A throw is tried again later. */
  senders?: Readonly<Record<string, (letter: OutboxRow) => Promise<void>>>
  retention?: Retention
  duties?: readonly Duty[]
  /** Told of what is measured. */
  meter?: Meter
  /** Name of this node, the same after a restart: jobs that it had in hand are handed out again at once. Default: one of chance. */
  node?: string
  /** Told after the commit; of commits of other nodes without events. */
  onCommit?: (caseId: string, events: readonly Event[]) => void
  onError?: (error: unknown, doing: string) => void
  /** False: nothing runs by itself before the first `wake`, so that the application can finish its own start. */
  start?: boolean
}

export interface StartOptions {
  process: string
  /** Default: the latest. */
  version?: number
  caseId?: string
  businessKey?: string
  variables?: Variables
  by?: string
  /** The same request answers the same case again. */
  request?: string
  /** Runs inside the transaction, once per case: e.g. takes a serial number for the business key. */
  prepare?: (transaction: Transaction, at: number) => Promise<{ businessKey?: string; variables?: Variables }>
}

export interface Message {
  name: string
  /** Without one, whoever waits for the name takes it. */
  correlationKey?: string
  variables?: Variables
  /** How long it is kept for somebody who does not wait yet, milliseconds; default none. */
  timeToLive?: number
  /** A message with an id is accepted once. */
  id?: string
}

export type Refusal = Omit<Rejection, 'code'> & {
  readonly code: Rejection['code'] | 'no-such-case' | 'no-such-process' | 'job-lost'
}

export type Outcome =
  | { readonly ok: true; readonly caseId: string; readonly businessKey: string; readonly repeated: boolean }
  | { readonly ok: false; readonly rejection: Refusal }
