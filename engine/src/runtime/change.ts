import { overStores } from '../step/abilities/waiting.ts'
import type { StepMoment } from '../elements/behaviour.ts'
import { limitEnd } from '../step/scope.ts'
import type { Event, EventOf } from '../step/event.ts'
import type { TaskChanges } from '../step/command.ts'
import { rootKey, type Instance, type State, type SubscriptionState } from '../step/state.ts'
import { parseInstant } from '../time/index.ts'
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

/** The rows that the events of one step change: the same for every store. Only tasks that change are read. */
export async function changeOf(
  transaction: Transaction,
  before: CaseRow | undefined,
  known: Known,
  after: State,
  events: readonly Event[],
  moment: StepMoment,
): Promise<CaseChange> {
  const rows = new Rows(before?.state, after, moment)
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
      case 'taskFormChanged':
      case 'elementTerminated':
        if (instances.get(event.key)?.task) (keys ??= []).push(event.key)
        break
      case 'clockStarted':
      case 'clockStopped':
      case 'clockResumed':
      case 'clockExtended':
      case 'clockRestarted':
      case 'dueDerived':
      case 'caseMigrated':
        // Whichever stand under the clock, or at an element that has another id now.
        for (const { key, task } of instances.values()) if (task) (keys ??= []).push(key)
        break
      default:
    }
  }
  return keys === undefined || keys.length === 1 ? (keys ?? none) : new Set(keys)
}

const none: readonly never[] = []
const all = <T>(rows: ReadonlyMap<unknown, T> | undefined): readonly T[] => (rows ? [...rows.values()] : none)

/** When an event of an instance fires next; undefined without a timer, and in a case that is over or suspended. */
function earliest(state: State | undefined, key: number, element: string): number | undefined {
  let found: number | undefined
  if (state?.status !== 'active' || state.suspended) return found
  for (const timer of state.instances.get(key)?.timers ?? none) {
    if (timer.element === element && (found === undefined || timer.due < found)) found = timer.due
  }
  return found
}

class Rows {
  readonly #before: State | undefined
  readonly #after: State
  readonly #moment: StepMoment
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

  constructor(before: State | undefined, after: State, moment: StepMoment) {
    this.#before = before
    this.#after = after
    this.#moment = moment
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
        return this.#offerJob(event.key, event.element, event.jobType, event.retries, event.headers)
      case 'jobFailed':
        return this.#failJob(event)
      case 'jobCompleted':
        return this.#dropJob(event.key)
      case 'timerScheduled':
        return this.#touchTimer(event.key, event.element)
      case 'clockStarted':
      case 'clockStopped':
      case 'clockResumed':
      case 'clockExtended':
      case 'clockRestarted':
      case 'dueDerived':
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
    const end = instance && limitEnd(this.#after, instance, this.#moment)
    if (end !== undefined) return end
    const instant = dueDate === undefined ? undefined : parseInstant(dueDate, this.#moment.calendar.zone)
    return typeof instant === 'number' ? instant : null
  }

  /** Open tasks under the clock are due on another day; that is no change of theirs. */
  #moveDueDays(clocked: number): void {
    const { instances } = this.#after
    for (const { key, task } of instances.values()) {
      // A task of this very step has its day already.
      if (!task || (!this.#before?.instances.get(key)?.task && !this.#tasks?.has(key))) continue
      let at = instances.get(key)
      while (at && at.key !== clocked) at = instances.get(at.scope)
      if (!at) continue
      this.#changeTask(key, { dueAt: this.#dueAt(key, task.dueDate) }, 0)
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

  /** Nobody is handed a job of a suspended case, nor one that waits for the repair of an incident. */
  #offerJob(key: number, element: string, type: string, retries: number, headers: JobRow['headers']): void {
    if (this.#after.suspended || this.#after.instances.get(key)?.incident) return this.#dropJob(key)
    this.#jobsGone?.delete(key)
    this.#setJob(key, element, type, retries, headers, this.#after.at)
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
      if (job) this.#offerJob(key, element, job.type, job.retries, job.headers)
    }
  }

  #restart(instances: readonly Instance[]): void {
    for (const { key, element, task, job, timers = [], subscriptions = [] } of instances) {
      // It comes back as it stood: with who had claimed it, and as often changed.
      if (task) this.#createTask({ ...task, key, element, type: 'taskCreated' }, task.revision)
      if (job) this.#offerJob(key, element, job.type, job.retries, job.headers)
      else if (key === rootKey) this.#dropJob(key)
      for (const timer of timers) this.#touchTimer(key, timer.element)
      for (const waiting of subscriptions) if (isShared(waiting)) this.#subscribe(this.#subscription(key, waiting))
    }
  }

  /** Rows go by the ids of the version that the case runs on; a job whose element has another id now is handed out again. */
  #migrate(elements: Readonly<Record<string, string>>): void {
    const moved: SubscriptionRow[] = []
    for (const { key, element, task, job, timers = [], subscriptions = [] } of this.#before?.instances.values() ?? []) {
      const alive = this.#after.instances.has(key)
      const to = elements[element]
      if (alive && to !== undefined && task) this.#changeTask(key, { element: to }, 0)
      if (alive && to !== undefined && job) this.#offerJob(key, to, job.type, job.retries, job.headers)
      for (const timer of timers) {
        this.#touchTimer(key, timer.element)
        this.#touchTimer(key, elements[timer.element] ?? timer.element)
      }
      for (const waiting of subscriptions) {
        const id = `${key}/${waiting.element}/${waiting.trigger}`
        const becomes = elements[waiting.element]
        if (becomes === undefined || !isShared(waiting) || this.#subscriptionsGone?.has(id)) continue
        this.#subscriptionsGone ??= new Map()
        this.#subscriptionsGone.set(id, this.#subscription(key, waiting))
        moved.push(this.#subscription(key, { ...waiting, element: becomes }))
      }
    }
    if (moved.length > 0) this.#subscriptions ??= new Map()
    for (const row of moved) this.#subscriptions!.set(`${row.key}/${row.element}/${row.trigger}`, row)
  }

  #subscription(key: number, { element, trigger, kind, name, correlationKey = null }: Waiting): SubscriptionRow {
    return { caseId: this.#after.case, key, element, trigger, kind, name, correlationKey }
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
    const kept = before.filter(isShared).map((waiting) => this.#subscription(key, waiting))
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
