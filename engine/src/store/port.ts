import type { Kysely } from 'kysely'
import type { Json, Variables } from '../expression/expression.ts'
import type { RecordedEvent } from '../audit/recorded.ts'
import type { State } from '../step/state.ts'

export type { RecordedEvent }

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
  /** Not before this instant. */
  readonly runAt: number
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

/** All that one command changes, written in one transaction. */
export interface CaseChange {
  readonly created: boolean
  readonly businessKey: string
  readonly startedAt: number
  readonly endedAt: number | null
  readonly state: State
  readonly events: readonly RecordedEvent[]
  /** New and changed tasks. */
  readonly tasks: readonly TaskRow[]
  readonly timersSet: readonly TimerRow[]
  readonly timersGone: readonly TimerRow[]
  readonly subscriptionsSet: readonly SubscriptionRow[]
  readonly subscriptionsGone: readonly SubscriptionRow[]
  readonly jobsSet: readonly JobRow[]
  readonly jobsGone: readonly { readonly caseId: string; readonly key: number }[]
}

export interface Transaction {
  loadCase(id: string): Promise<CaseRow | undefined>
  loadTask(id: string): Promise<TaskRow | undefined>
  write(change: CaseChange): Promise<void>
  insertDefinition(definition: Definition): Promise<void>
  lastVersion(process: string): Promise<number>
  /** Replaces what older versions of the process start with. */
  setStarts(process: string, starts: readonly StartRow[]): Promise<void>
  startsFor(kind: StartRow['kind'], name: string): Promise<StartRow[]>
  /** Who waits for this, longest first. */
  subscribers(kind: SubscriptionRow['kind'], name: string): Promise<SubscriptionRow[]>
  keepMessage(message: MessageRow): Promise<void>
  /** Takes the oldest kept message of this name that has not expired; a null key takes any. */
  takeMessage(name: string, correlationKey: string | null, at: number): Promise<MessageRow | undefined>
  /** Values of the data stores of these names that have one. */
  storedData(names: readonly string[]): Promise<Variables>
  storeData(values: Variables): Promise<void>
  /** The next number of a series, from 1. */
  serial(series: string): Promise<number>
  /** What was answered to this request before, if it was done. */
  recall(request: string): Promise<Variables | undefined>
  remember(request: string, answer: Variables, at: number): Promise<void>
  setSetting(name: string, value: string): Promise<void>
  /** The same transaction for tables of the embedding application; absent where the store has no SQL. */
  readonly sql?: Kysely<unknown>
}

export interface TaskQuery {
  /** `user:ID` or `group:CODE`: open tasks of any of these, by least time left. */
  readonly owners: readonly string[]
  readonly limit: number
  readonly after?: TaskCursor
}
export interface TaskCursor {
  readonly dueAt: number | null
  readonly id: string
}

/** Where cases live. Reads see every acknowledged command at once. */
export interface Store {
  /** Creates or upgrades the schema; refuses one that is newer than this code. */
  migrate(): Promise<void>
  /** One durable transaction; nothing of it is left when `work` throws. */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  definition(process: string, version: number): Promise<Definition | undefined>
  /** Latest version of each process, or all versions of one, newest first. */
  definitions(process?: string): Promise<Definition[]>
  case(id: string): Promise<CaseRow | undefined>
  caseByKey(businessKey: string): Promise<CaseRow | undefined>
  /** Running cases by version. */
  running(process: string): Promise<ReadonlyMap<number, number>>
  events(caseId: string): Promise<RecordedEvent[]>
  task(id: string): Promise<TaskRow | undefined>
  tasksOf(caseId: string): Promise<TaskRow[]>
  openTasks(query: TaskQuery): Promise<TaskRow[]>
  countOpen(owners: readonly string[]): Promise<number>
  endedTasks(by: string, limit: number, before?: number): Promise<TaskRow[]>
  dueTimers(at: number, limit: number): Promise<TimerRow[]>
  nextDue(): Promise<number | undefined>
  dueJobs(types: readonly string[], at: number, limit: number): Promise<JobRow[]>
  nextJob(types: readonly string[]): Promise<number | undefined>
  setting(name: string): Promise<string | undefined>
  close(): Promise<void>
}

/** Sorts a task without a limit behind every other. */
export const noDue = Number.MAX_SAFE_INTEGER
