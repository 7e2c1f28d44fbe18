import { overStores } from '../step/abilities/waiting.ts'
import { dueDay } from '../step/scope.ts'
import type { Event, EventOf } from '../step/event.ts'
import type { TaskChanges } from '../step/command.ts'
import { rootKey, type State } from '../step/state.ts'
import { endOfDay, parseInstant, type WorkingCalendar } from '../time/index.ts'
import { seal } from '../audit/chain.ts'
import { digest } from '../store/digest.ts'
import type {
  CaseChange,
  CaseRow,
  JobRow,
  RecordedEvent,
  SubscriptionRow,
  TaskRow,
  TimerRow,
  Transaction,
} from '../store/port.ts'

/** Waits that something outside the case can end. */
const isShared = ({ kind, name }: { kind: string; name: string }): boolean =>
  kind !== 'conditional' || name === overStores

export const taskId = (caseId: string, key: number): string => `${caseId}.${key}`

/** How long a failed job rests before its next try: 10 s, 20 s, 40 s … up to an hour. */
const rest = (failures: number): number => Math.min(3_600_000, 10_000 * 2 ** failures)

interface Known {
  readonly businessKey: string
  readonly startedAt: number
}

/** The rows that the events of one step change: the same for every store. Only tasks that change are read. */
export async function changeOf(
  transaction: Transaction,
  before: CaseRow | undefined,
  known: Known,
  after: State,
  events: readonly Event[],
  calendar: WorkingCalendar,
): Promise<CaseChange> {
  const rows = new Rows(before?.state, after, calendar)
  for (const key of before ? changedTasks(events, before.state) : []) {
    const id = taskId(after.case, key)
    const row = await transaction.loadTask(id)
    if (!row) throw new Error(`Expected task ${id} in the store`)
    rows.know(row)
  }
  for (const event of events) rows.follow(event)
  const { at } = after
  return {
    created: before === undefined,
    businessKey: known.businessKey,
    startedAt: known.startedAt,
    endedAt: after.status === 'active' ? null : at,
    state: after,
    step: seal(before?.seal ?? '', after.case, { seq: after.seq - events.length + 1, at, events }, digest),
    ...rows.result(),
  }
}

/** The same events as the record numbers them. */
export function recorded(after: State, events: readonly Event[]): RecordedEvent[] {
  const first = after.seq - events.length + 1
  return events.map((event, index) => ({ seq: first + index, at: after.at, event }))
}

/** Keys of the tasks that were open before and that these events may change. */
function changedTasks(events: readonly Event[], { instances }: State): Iterable<number> {
  let keys: number[] | undefined
  for (const event of events) {
    switch (event.type) {
      case 'taskClaimed':
      case 'taskReleased':
      case 'taskUpdated':
      case 'taskCompleted':
      case 'elementTerminated':
        if (instances.get(event.key)?.task) (keys ??= []).push(event.key)
        break
      case 'clockStopped':
      case 'clockResumed':
      case 'clockExtended':
        // Whichever stand under the clock.
        for (const { key, task } of instances.values()) if (task) (keys ??= []).push(key)
        break
      default:
    }
  }
  return keys === undefined || keys.length === 1 ? (keys ?? none) : new Set(keys)
}

const none: readonly never[] = []
const all = <T>(rows: ReadonlyMap<unknown, T> | undefined): readonly T[] => (rows ? [...rows.values()] : none)

/** When an event of an instance fires next; undefined without a timer, and in a case that is over. */
function earliest(state: State | undefined, key: number, element: string): number | undefined {
  let found: number | undefined
  if (state?.status !== 'active') return found
  for (const timer of state.instances.get(key)?.timers ?? none) {
    if (timer.element === element && (found === undefined || timer.due < found)) found = timer.due
  }
  return found
}

class Rows {
  readonly #before: State | undefined
  readonly #after: State
  readonly #calendar: WorkingCalendar
  /** Tasks as they were before. */
  #known: Map<number, TaskRow> | undefined
  // Made when they are needed: most steps change one kind of row or two.
  #tasks: Map<number, { before: TaskRow | undefined; after: TaskRow }> | undefined
  /** Timers to look at again, by instance and event. */
  #timers: Map<string, { key: number; element: string }> | undefined
  #subscriptions: Map<string, SubscriptionRow> | undefined
  #subscriptionsGone: Map<string, SubscriptionRow> | undefined
  #jobs: Map<number, JobRow> | undefined
  #jobsGone: Map<number, { caseId: string; key: number }> | undefined

  constructor(before: State | undefined, after: State, calendar: WorkingCalendar) {
    this.#before = before
    this.#after = after
    this.#calendar = calendar
  }

  result() {
    return {
      tasks: all(this.#tasks),
      ...this.#timerRows(),
      subscriptionsSet: all(this.#subscriptions),
      subscriptionsGone: all(this.#subscriptionsGone),
      jobsSet: all(this.#jobs),
      jobsGone: all(this.#jobsGone),
    }
  }

  know(task: TaskRow): void {
    this.#known ??= new Map()
    this.#known.set(task.key, task)
  }

  follow(event: Event): void {
    switch (event.type) {
      case 'taskCreated':
        return this.#createTask(event)
      case 'taskClaimed':
        return this.#changeTask(event.key, { assignee: event.by })
      case 'taskReleased':
        return this.#changeTask(event.key, { assignee: null })
      case 'taskUpdated':
        return this.#changeTask(event.key, this.#updated(event.key, event.changes))
      case 'taskCompleted':
        return this.#changeTask(event.key, {
          state: 'completed',
          assignee: event.by,
          endedAt: this.#after.at,
          endedBy: event.by,
        })
      case 'jobCreated':
        this.#jobsGone?.delete(event.key)
        return this.#setJob(event.key, event.element, event.jobType, event.retries, event.headers, this.#after.at)
      case 'jobFailed':
        return this.#failJob(event)
      case 'jobCompleted':
        return this.#dropJob(event.key)
      case 'timerScheduled':
        return this.#touchTimer(event.key, event.element)
      case 'clockStopped':
      case 'clockResumed':
      case 'clockExtended':
        return this.#moveDueDays(event.key)
      case 'timerMoved':
      case 'timerFired':
        return this.#touchTimer(event.key, event.element)
      case 'subscribed':
        if (isShared(event)) {
          const { key, element, trigger, kind, name, correlationKey = null } = event
          this.#subscribe({ caseId: this.#after.case, key, element, trigger, kind, name, correlationKey })
        }
        return
      case 'unsubscribed':
        for (const element of event.elements) this.#touchTimer(event.key, element)
        this.#unsubscribe(event.key, event.elements)
        return
      case 'incidentResolved':
        return this.#dropWaits(event.key, true)
      case 'elementCompleted':
      case 'elementTerminated':
        return this.#ended(event)
      case 'caseCompleted':
      case 'caseTerminated':
        if (this.#before?.instances.get(rootKey)?.job) this.#dropJob(rootKey)
        return this.#dropWaits(rootKey, false)
      default:
    }
  }

  #updated(key: number, { assignee, groups, users, priority, dueDate }: TaskChanges): Partial<TaskRow> {
    return {
      ...(assignee === undefined ? {} : { assignee }),
      ...(groups === undefined ? {} : { groups }),
      ...(users === undefined ? {} : { users }),
      ...(priority === undefined ? {} : { priority }),
      ...(dueDate === undefined ? {} : { dueAt: this.#dueAt(key, dueDate ?? undefined) }),
    }
  }

  /** The end of the lawful limit, else the date that the model or somebody has set. */
  #dueAt(key: number, dueDate: string | undefined): number | null {
    const instance = this.#after.instances.get(key)
    const day = instance && dueDay(this.#after, instance, this.#calendar)
    if (day !== undefined) return endOfDay(day, this.#calendar.zone)
    const instant = dueDate === undefined ? undefined : parseInstant(dueDate, this.#calendar.zone)
    return typeof instant === 'number' ? instant : null
  }

  /** Open tasks under the clock are due on another day; that is no change of theirs. */
  #moveDueDays(clocked: number): void {
    const { instances } = this.#after
    for (const { key, task } of instances.values()) {
      if (!task) continue
      let at = instances.get(key)
      while (at && at.key !== clocked) at = instances.get(at.scope)
      if (!at) continue
      this.#changeTask(key, { dueAt: this.#dueAt(key, task.dueDate) }, 0)
    }
  }

  #createTask(event: EventOf<'taskCreated'>): void {
    const { key, element, groups, users, priority } = event
    const caseId = this.#after.case
    const after: TaskRow = {
      id: taskId(caseId, key),
      caseId,
      key,
      element,
      state: 'open',
      revision: 1,
      assignee: event.assignee ?? null,
      groups,
      users,
      form: event.form ?? null,
      priority,
      dueAt: this.#dueAt(key, event.dueDate),
      createdAt: this.#after.at,
      endedAt: null,
      endedBy: null,
    }
    this.#tasks ??= new Map()
    this.#tasks.set(key, { before: undefined, after })
  }

  #changeTask(key: number, change: Partial<TaskRow>, revisions = 1): void {
    this.#tasks ??= new Map()
    const changed = this.#tasks.get(key)
    const row = changed?.after ?? this.#known?.get(key)
    if (!row) throw new Error(`Expected task ${key} of case ${this.#after.case} to be open before it changed`)
    const after = { ...row, ...change, revision: row.revision + revisions }
    this.#tasks.set(key, { before: changed ? changed.before : row, after })
  }

  #setJob(
    key: number,
    element: string,
    type: string,
    retries: number,
    headers: JobRow['headers'],
    runAt: number,
  ): void {
    this.#jobs ??= new Map()
    this.#jobs.set(key, { caseId: this.#after.case, key, element, type, retries, headers, runAt, token: null })
  }

  #failJob({ key, element, retries }: EventOf<'jobFailed'>): void {
    if (retries === 0) return this.#dropJob(key)
    const job = this.#after.instances.get(key)?.job
    if (!job) return
    const runAt = this.#after.at + rest(Math.max(0, 3 - retries))
    this.#setJob(key, element, job.type, retries, job.headers, runAt)
  }

  #dropJob(key: number): void {
    this.#jobs?.delete(key)
    this.#jobsGone ??= new Map()
    this.#jobsGone.set(key, { caseId: this.#after.case, key })
  }

  #touchTimer(key: number, element: string): void {
    this.#timers ??= new Map()
    this.#timers.set(`${key}/${element}`, { key, element })
  }

  /** One row an event: its earliest timer before and after, where they differ. */
  #timerRows(): Pick<CaseChange, 'timersSet' | 'timersGone'> {
    if (!this.#timers) return { timersSet: none, timersGone: none }
    const timersSet: TimerRow[] = []
    const timersGone: TimerRow[] = []
    for (const { key, element } of this.#timers.values()) {
      const before = earliest(this.#before, key, element)
      const after = earliest(this.#after, key, element)
      if (before === after) continue
      const row = { caseId: this.#after.case, key, element }
      if (before !== undefined) timersGone.push({ ...row, due: before })
      if (after !== undefined) timersSet.push({ ...row, due: after })
    }
    return { timersSet, timersGone }
  }

  #subscribe(row: SubscriptionRow): void {
    const id = `${row.key}/${row.element}/${row.trigger}`
    this.#subscriptionsGone?.delete(id)
    this.#subscriptions ??= new Map()
    this.#subscriptions.set(id, row)
  }

  /** Ends the instance's waits for messages and signals: of these events, or all. */
  #unsubscribe(key: number, elements?: readonly string[]): void {
    const before = this.#before?.instances.get(key)?.subscriptions ?? none
    if (before.length === 0 && !this.#subscriptions) return
    const kept = before.flatMap(({ kind, correlationKey = null, element, trigger, name }) =>
      !isShared({ kind, name })
        ? []
        : [{ caseId: this.#after.case, key, element, trigger, kind, name, correlationKey }],
    )
    for (const row of [...kept, ...all(this.#subscriptions)]) {
      if (row.key !== key || (elements && !elements.includes(row.element))) continue
      const id = `${key}/${row.element}/${row.trigger}`
      this.#subscriptions?.delete(id)
      this.#subscriptionsGone ??= new Map()
      this.#subscriptionsGone.set(id, row)
    }
  }

  #dropWaits(key: number, enteringOnly: boolean): void {
    const instance = this.#before?.instances.get(key)
    if (enteringOnly && instance?.incident?.phase !== 'entering') return
    this.#unsubscribe(key)
    for (const { element } of instance?.timers ?? none) this.#touchTimer(key, element)
  }

  #ended(event: EventOf<'elementCompleted'> | EventOf<'elementTerminated'>): void {
    const { key } = event
    this.#dropWaits(key, false)
    const before = this.#before?.instances.get(key)
    if (before?.job || this.#jobs?.has(key)) this.#dropJob(key)
    const hadTask =
      this.#tasks?.get(key)?.after.state === 'open' || (before?.task !== undefined && !this.#tasks?.has(key))
    if (event.type === 'elementTerminated' && hadTask) {
      this.#changeTask(key, { state: 'cancelled', endedAt: this.#after.at })
    }
  }
}
