import type { Compilable, Kysely } from 'kysely'
import type { SealedStep } from '../audit/chain.ts'
import type { RecordedEvent } from '../audit/recorded.ts'
import type { Variables } from '../expression/expression.ts'
import type { State } from '../step/state.ts'
import type {
  CaseRow,
  Definition,
  JobRow,
  LeasedJob,
  MessageRow,
  OutboxRow,
  StartRow,
  SubscriptionRow,
  TaskCursor,
  TaskRow,
  TimerRow,
} from './rows.ts'

export type * from './rows.ts'
export type { RecordedEvent, SealedStep }

/** All that one command changes in a case, written in one transaction. */
export interface CaseChange {
  readonly created: boolean
  readonly businessKey: string
  readonly startedAt: number
  readonly endedAt: number | null
  readonly state: State
  /** Its events as they are kept. */
  readonly step: SealedStep
  /** New and changed tasks, with what they were before. */
  readonly tasks: readonly { readonly before: TaskRow | undefined; readonly after: TaskRow }[]
  readonly timersSet: readonly TimerRow[]
  readonly timersGone: readonly TimerRow[]
  readonly subscriptionsSet: readonly SubscriptionRow[]
  readonly subscriptionsGone: readonly SubscriptionRow[]
  readonly jobsSet: readonly JobRow[]
  readonly jobsGone: readonly { readonly caseId: string; readonly key: number }[]
}

/** The case as it is after the change. */
export function rowOf({ state, step, businessKey, startedAt, endedAt }: CaseChange): CaseRow {
  const { case: id, process, version } = state
  return { id, process, version, businessKey, startedAt, endedAt, state, seal: step.seal }
}

/** What a transaction will look at first: a store with round trips reads, and locks, all of it at once. */
export interface Needs {
  readonly cases?: readonly string[]
  readonly tasks?: readonly string[]
  /** `CASE.KEY` */
  readonly jobs?: readonly string[]
  readonly requests?: readonly string[]
  readonly processes?: readonly string[]
}

/**
 * Everything that happens to a case happens under a lock on it: `loadCase` and `dueCases` take the lock, the end of the
 * transaction gives it back.
 */
export interface Transaction {
  loadCase(id: string): Promise<CaseRow | undefined>
  loadTask(id: string): Promise<TaskRow | undefined>
  loadJob(caseId: string, key: number): Promise<JobRow | undefined>
  /** Later reads of this transaction see it; a store with round trips sends it at the end. */
  write(change: CaseChange): void
  /** Forgets a case that is over, with its record; whoever wants to keep it has exported it before. */
  removeCase(id: string): Promise<void>
  /** Cases with timers due at the instant, most overdue first, without those that another node has in hand. */
  dueCases(at: number, limit: number): Promise<string[]>
  /** Hands out jobs that may run at the instant and are in nobody else's hand, until the lease ends. */
  leaseJobs(lease: JobLease): Promise<LeasedJob[]>
  /** Not to be handed out before `until`; false when the job is not in this hand, or, for a null token, in somebody's. */
  postponeJob(caseId: string, key: number, token: string | null, until: number): Promise<boolean>
  /** Jobs that the worker had in hand may be handed out again at once. */
  returnJobs(worker: string, at: number): Promise<void>
  /** Puts a letter into the outbox, to leave the house after the commit, at least once. */
  post(letter: OutboxRow): Promise<void>
  /** Letters that may be sent at the instant, in the order in which they were written; none is handed out again before `until`. */
  leaseLetters(at: number, limit: number, until: number): Promise<OutboxRow[]>
  /** Puts a letter off until `runAt`, or drops it: it has arrived, or is kept elsewhere. */
  settleLetter(id: string, outcome: 'gone' | { readonly runAt: number; readonly error: string }): Promise<void>
  insertDefinition(definition: Definition): Promise<void>
  /** 0 when the process is not published. */
  lastVersion(process: string): Promise<number>
  /** Replaces what older versions of the process start with. */
  setStarts(process: string, starts: readonly StartRow[]): Promise<void>
  startsFor(kind: StartRow['kind'], name: string): Promise<StartRow[]>
  /** Who waits for this, longest first; a message with a key reaches who waits for that key, or for none. */
  subscribers(kind: SubscriptionRow['kind'], name: string, correlationKey?: string): Promise<SubscriptionRow[]>
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
  /**
   * Forgets answers to requests that were done before the instant, or messages whose time to live was over by then; oldest first,
   * at most `limit`. Answers how many.
   */
  forget(what: 'requests' | 'messages', before: number, limit: number): Promise<number>
  setSetting(name: string, value: string): Promise<void>
  /** The setting as this transaction sees it. */
  setting(name: string): Promise<string | undefined>
  /** Revision of the almanac; nobody changes it before this transaction ends. 0 where none was ever saved. */
  almanacRevision(): Promise<number>
  /** Waits until no transaction works with the present revision; none begins before the end of this one. */
  holdAlmanac(): Promise<void>
  /** The same transaction for tables of the embedding application; absent where the store has no SQL. */
  readonly sql?: Kysely<unknown>
  /**
   * A write to the application's tables whose outcome nobody asks for: it goes out with the others at the end, in the order in
   * which they came, and costs no round trip. What this transaction reads later sees it. Throws where the store has no SQL.
   */
  later(query: Compilable): void
}

export interface JobLease {
  readonly types: readonly string[]
  readonly at: number
  readonly until: number
  readonly limit: number
  readonly token: string
  readonly worker: string
}

export interface TaskQuery {
  /** `user:ID` or `group:CODE`: open tasks of any of these, by least time left. */
  readonly owners: readonly string[]
  readonly limit: number
  readonly after?: TaskCursor
}

export interface EndedCase {
  readonly id: string
  readonly endedAt: number
}

export interface EndedQuery {
  readonly process: string
  readonly version: number
  readonly before: number
  readonly after?: EndedCase
  readonly limit: number
}

/** Where cases live. Reads see every acknowledged command at once. */
export interface Store {
  /** Creates or upgrades the schema; refuses one that is newer than this code. */
  migrate(): Promise<void>
  /** One durable transaction; nothing of it is left when `work` throws. `work` may run again when nodes got into each other's way. */
  transaction<T>(work: (transaction: Transaction) => Promise<T>, needs?: readonly Needs[]): Promise<T>
  /** How many transactions may be under way at once; absent: one. */
  readonly lanes?: number
  /** What waits is divided among the lanes, but not into parts that are smaller than this: a transaction has its price. */
  readonly leastTogether?: number
  /** Tells of commits of other nodes on the same database; absent where there are none. Answers how to stop. */
  watch?(listener: (cases: readonly string[]) => void): Promise<() => Promise<void>>
  definition(process: string, version: number): Promise<Definition | undefined>
  /** Latest version of each process, or all versions of one, newest first. */
  definitions(process?: string): Promise<Definition[]>
  case(id: string): Promise<CaseRow | undefined>
  caseByKey(businessKey: string): Promise<CaseRow | undefined>
  /** Ids of all cases in their order. */
  caseIds(page: CasePage): Promise<string[]>
  /** How many are running, standing processes included. */
  countRunning(): Promise<number>
  /** Cases of a version that ended before the instant, longest ago first, behind `after`; without those that another has called. */
  endedCases(query: EndedQuery): Promise<EndedCase[]>
  /** Ids of the cases that a case has called, oldest first. */
  called(parent: string): Promise<string[]>
  /** Running cases by version. */
  running(process: string): Promise<ReadonlyMap<number, number>>
  /** The record of a case in its order; a page of it with `after` and `steps`. */
  events(caseId: string, page?: RecordPage): Promise<RecordedEvent[]>
  /** The record as it is kept, for proof and export. */
  steps(caseId: string, page?: RecordPage): Promise<SealedStep[]>
  task(id: string): Promise<TaskRow | undefined>
  tasksOf(caseId: string): Promise<TaskRow[]>
  openTasks(query: TaskQuery): Promise<TaskRow[]>
  countOpen(owners: readonly string[]): Promise<number>
  endedTasks(by: string, limit: number, before?: number): Promise<TaskRow[]>
  nextDue(): Promise<number | undefined>
  dueTimers(at: number, limit: number): Promise<TimerRow[]>
  nextJob(types: readonly string[]): Promise<number | undefined>
  nextLetter(): Promise<number | undefined>
  /** Letters that nobody tries to send any more, at most `limit`. */
  lettersGivenUp(limit: number): Promise<OutboxRow[]>
  setting(name: string): Promise<string | undefined>
  close(): Promise<void>
}

export interface CasePage {
  readonly after?: string
  readonly limit: number
  /** Only those that still run, standing processes among them. */
  readonly running?: true
}

/** Name of the setting that holds the revision of the almanac. */
export const almanacRevision = 'almanac-revision'

export interface RecordPage {
  /** Events behind this number. */
  readonly after?: number
  /** At most this many steps of the case; a step has one event or several. */
  readonly steps?: number
}

/** Sorts a task without a limit behind every other. */
export const noDue = Number.MAX_SAFE_INTEGER

/** The order of an inbox: least time left, then case and key. */
export function compareTasks(a: TaskCursor, b: TaskCursor): number {
  const [x, y] = [placeOf(a), placeOf(b)]
  return x.due - y.due || (x.caseId < y.caseId ? -1 : x.caseId > y.caseId ? 1 : x.key - y.key)
}

/** `CASE.KEY` taken apart. */
export function splitId(id: string): { caseId: string; key: number } {
  const dot = id.lastIndexOf('.')
  return { caseId: id.slice(0, Math.max(0, dot)), key: Number(id.slice(dot + 1)) }
}

export function placeOf({ dueAt, id }: TaskCursor): { due: number; caseId: string; key: number } {
  return { due: dueAt ?? noDue, ...splitId(id) }
}
