import { overStores } from '../step/abilities/waiting.ts'
import { dueDay } from '../step/scope.ts'
import type { Event, EventOf } from '../step/event.ts'
import type { TaskChanges } from '../step/command.ts'
import { rootKey, type Instance, type State, type SubscriptionState } from '../step/state.ts'
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

type Waiting = Pick<SubscriptionState, 'element' | 'trigger' | 'kind' | 'name'> & { correlationKey?: string | null }

interface Known {
  readonly businessKey: string
  readonly startedAt: number
}

/** The rows that the events of one step change: the same for every store. */
export async function changeOf(
  transaction: Transaction,
  before: CaseRow | undefined,
  known: Known,
  after: State,
  events: readonly Event[],
  calendar: WorkingCalendar,
): Promise<CaseChange> {
  const rows = new Rows(transaction, before?.state, after, calendar)
  for (const event of events) await rows.follow(event)
  const first = after.seq - events.length
  const recorded = events.map((event, index): RecordedEvent => ({ seq: first + index + 1, at: after.at, event }))
  return {
    created: before === undefined,
    ...known,
    endedAt: after.status === 'active' ? null : after.at,
    state: after,
    events: recorded,
    step: seal(before?.seal ?? '', after.case, recorded as [RecordedEvent, ...RecordedEvent[]], digest),
    ...rows.result(),
  }
}

/** When an event of an instance fires next; undefined without a timer, and in a case that is over or suspended. */
function earliest(state: State | undefined, key: number, element: string): number | undefined {
  let found: number | undefined
  if (state?.status !== 'active' || state.suspended) return found
  for (const timer of state.instances.get(key)?.timers ?? []) {
    if (timer.element === element && (found === undefined || timer.due < found)) found = timer.due
  }
  return found
}

class Rows {
  readonly #transaction: Transaction
  readonly #before: State | undefined
  readonly #after: State
  readonly #calendar: WorkingCalendar
  readonly #tasks = new Map<number, { before: TaskRow | undefined; after: TaskRow }>()
  /** Timers to look at again, by instance and event. */
  readonly #timers = new Map<string, { key: number; element: string }>()
  readonly #subscriptions = new Map<string, SubscriptionRow>()
  readonly #subscriptionsGone = new Map<string, SubscriptionRow>()
  readonly #jobs = new Map<number, JobRow>()
  readonly #jobsGone = new Set<number>()

  constructor(transaction: Transaction, before: State | undefined, after: State, calendar: WorkingCalendar) {
    this.#transaction = transaction
    this.#before = before
    this.#after = after
    this.#calendar = calendar
  }

  result() {
    const caseId = this.#after.case
    return {
      tasks: [...this.#tasks.values()],
      ...this.#timerRows(),
      subscriptionsSet: [...this.#subscriptions.values()],
      subscriptionsGone: [...this.#subscriptionsGone.values()],
      jobsSet: [...this.#jobs.values()],
      jobsGone: [...this.#jobsGone].map((key) => ({ caseId, key })),
    }
  }

  async follow(event: Event): Promise<void> {
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
        return this.#setJob(event.key, event.element, event.jobType, event.retries, event.headers)
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
        if (isShared(event)) this.#subscribe(this.#subscription(event.key, event))
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
      case 'taskFormChanged':
        return this.#changeTask(event.key, { form: event.form ?? null })
      case 'caseSuspended':
        return this.#rest()
      case 'caseResumed':
        return this.#goOn()
      case 'caseRestarted':
        return this.#restart(event.instances)
      case 'caseMigrated':
        return this.#migrate(event.elements)
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
  async #moveDueDays(clocked: number): Promise<void> {
    const { instances } = this.#after
    for (const { key, task } of instances.values()) {
      if (!task) continue
      let at = instances.get(key)
      while (at && at.key !== clocked) at = instances.get(at.scope)
      if (!at) continue
      await this.#changeTask(key, { dueAt: this.#dueAt(key, task.dueDate) }, 0)
    }
  }

  #createTask(event: EventOf<'taskCreated'>, revision = 1): void {
    const { key, element, groups, users, priority } = event
    const caseId = this.#after.case
    const after: TaskRow = {
      id: taskId(caseId, key),
      caseId,
      key,
      element,
      state: 'open',
      revision,
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
    this.#tasks.set(key, { before: undefined, after })
  }

  async #changeTask(key: number, change: Partial<TaskRow>, revisions = 1): Promise<void> {
    const id = taskId(this.#after.case, key)
    const known = this.#tasks.get(key)
    const row = known?.after ?? (await this.#transaction.loadTask(id))
    if (!row) throw new Error(`Expected task ${id} in the store`)
    const after = { ...row, ...change, revision: row.revision + revisions }
    this.#tasks.set(key, { before: known ? known.before : row, after })
  }

  #job(key: number, element: string, type: string, retries: number, headers: JobRow['headers'], runAt: number): JobRow {
    return { caseId: this.#after.case, key, element, type, retries, headers, runAt, token: null }
  }

  /** Nobody is handed a job of a suspended case, nor one that waits for the repair of an incident. */
  #setJob(key: number, element: string, type: string, retries: number, headers: JobRow['headers']): void {
    if (this.#after.suspended || this.#after.instances.get(key)?.incident) return this.#dropJob(key)
    this.#jobsGone.delete(key)
    this.#jobs.set(key, this.#job(key, element, type, retries, headers, this.#after.at))
  }

  #failJob({ key, element, retries }: EventOf<'jobFailed'>): void {
    if (retries === 0) return this.#dropJob(key)
    const job = this.#after.instances.get(key)?.job
    if (job)
      this.#jobs.set(
        key,
        this.#job(key, element, job.type, retries, job.headers, this.#after.at + rest(Math.max(0, 3 - retries))),
      )
  }

  #dropJob(key: number): void {
    this.#jobs.delete(key)
    this.#jobsGone.add(key)
  }

  /** A suspended case has no timers and jobs that anybody looks at; whoever has one of its jobs in hand loses it. */
  #rest(): void {
    for (const { key, job, timers = [] } of this.#before?.instances.values() ?? []) {
      for (const { element } of timers) this.#touchTimer(key, element)
      if (job) this.#dropJob(key)
    }
  }

  #goOn(): void {
    for (const { key, element, job, timers = [] } of this.#after.instances.values()) {
      for (const timer of timers) this.#touchTimer(key, timer.element)
      if (job) this.#setJob(key, element, job.type, job.retries, job.headers)
    }
  }

  #restart(instances: readonly Instance[]): void {
    for (const { key, element, task, job, timers = [], subscriptions = [] } of instances) {
      // It comes back as it stood: with who had claimed it, and as often changed.
      if (task) this.#createTask({ ...task, key, element, type: 'taskCreated' }, task.revision)
      if (job) this.#setJob(key, element, job.type, job.retries, job.headers)
      else if (key === rootKey) this.#dropJob(key)
      for (const timer of timers) this.#touchTimer(key, timer.element)
      for (const waiting of subscriptions) if (isShared(waiting)) this.#subscribe(this.#subscription(key, waiting))
    }
  }

  /** Rows go by the ids of the version that the case runs on; a job whose element has another id now is handed out again. */
  async #migrate(elements: Readonly<Record<string, string>>): Promise<void> {
    const moved: SubscriptionRow[] = []
    for (const { key, element, task, job, timers = [], subscriptions = [] } of this.#before?.instances.values() ?? []) {
      const alive = this.#after.instances.has(key)
      const to = elements[element]
      if (alive && to !== undefined && task) await this.#changeTask(key, { element: to }, 0)
      if (alive && to !== undefined && job) this.#setJob(key, to, job.type, job.retries, job.headers)
      for (const timer of timers) {
        this.#touchTimer(key, timer.element)
        this.#touchTimer(key, elements[timer.element] ?? timer.element)
      }
      for (const waiting of subscriptions) {
        const id = `${key}/${waiting.element}/${waiting.trigger}`
        const becomes = elements[waiting.element]
        if (becomes === undefined || !isShared(waiting) || this.#subscriptionsGone.has(id)) continue
        this.#subscriptionsGone.set(id, this.#subscription(key, waiting))
        moved.push(this.#subscription(key, { ...waiting, element: becomes }))
      }
    }
    for (const row of moved) this.#subscriptions.set(`${row.key}/${row.element}/${row.trigger}`, row)
  }

  #subscription(key: number, { element, trigger, kind, name, correlationKey = null }: Waiting): SubscriptionRow {
    return { caseId: this.#after.case, key, element, trigger, kind, name, correlationKey }
  }

  #touchTimer(key: number, element: string): void {
    this.#timers.set(`${key}/${element}`, { key, element })
  }

  /** One row an event: its earliest timer before and after, where they differ. */
  #timerRows(): Pick<CaseChange, 'timersSet' | 'timersGone'> {
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
    this.#subscriptionsGone.delete(id)
    this.#subscriptions.set(id, row)
  }

  /** Ends the instance's waits for messages and signals: of these events, or all. */
  #unsubscribe(key: number, elements?: readonly string[]): void {
    const before = this.#before?.instances.get(key)?.subscriptions ?? []
    const kept = before.filter(isShared).map((waiting) => this.#subscription(key, waiting))
    for (const row of [...kept, ...this.#subscriptions.values()]) {
      if (row.key !== key || (elements && !elements.includes(row.element))) continue
      const id = `${key}/${row.element}/${row.trigger}`
      this.#subscriptions.delete(id)
      this.#subscriptionsGone.set(id, row)
    }
  }

  #dropWaits(key: number, enteringOnly: boolean): void {
    const instance = this.#before?.instances.get(key)
    if (enteringOnly && instance?.incident?.phase !== 'entering') return
    this.#unsubscribe(key)
    for (const { element } of instance?.timers ?? []) this.#touchTimer(key, element)
  }

  async #ended(event: EventOf<'elementCompleted'> | EventOf<'elementTerminated'>): Promise<void> {
    const { key } = event
    this.#dropWaits(key, false)
    const before = this.#before?.instances.get(key)
    if (before?.job || this.#jobs.has(key)) this.#dropJob(key)
    const hadTask =
      this.#tasks.get(key)?.after.state === 'open' || (before?.task !== undefined && !this.#tasks.has(key))
    if (event.type === 'elementTerminated' && hadTask) {
      await this.#changeTask(key, { state: 'cancelled', endedAt: this.#after.at })
    }
  }
}
