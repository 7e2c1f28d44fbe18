import type { Json, Variables } from '../expression/expression.ts'
import type { Event } from '../step/event.ts'
import type { State } from '../step/state.ts'
import type { Rejection } from '../step/command.ts'
import type { RecordedEvent, Store, Transaction } from '../store/port.ts'
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

/** Does the work and returns its results as variables; a throw is a failure with the error's words. */
export type JobHandler = (job: Job) => Promise<Readonly<Record<string, Json>> | void>

/** What one step changed, told inside the transaction that writes it. */
export interface Committing {
  readonly caseId: string
  readonly businessKey: string
  readonly state: State
  readonly events: readonly RecordedEvent[]
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
  /** Told after the commit. */
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
  readonly code: Rejection['code'] | 'no-such-case' | 'no-such-process'
}

export type Outcome =
  | { readonly ok: true; readonly caseId: string; readonly businessKey: string; readonly repeated: boolean }
  | { readonly ok: false; readonly rejection: Refusal }
