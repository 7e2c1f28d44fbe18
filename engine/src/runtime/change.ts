import { overStores } from '../step/abilities/waiting.ts'
import type { StepMoment } from '../elements/behaviour.ts'
import { limitEnd } from '../step/scope.ts'
import type { Event, EventOf } from '../step/event.ts'
import type { TaskChanges } from '../step/command.ts'
import { rootKey, type State } from '../step/state.ts'
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
  moment: StepMoment,
): Promise<CaseChange> {
  const rows = new Rows(transaction, before?.state, after, moment)
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

/** When an event of an instance fires next; undefined without a timer, and in a case that is over. */
function earliest(state: State | undefined, key: number, element: string): number | undefined {
  let found: number | undefined
  if (state?.status !== 'active') return found
  for (const timer of state.instances.get(key)?.timers ?? []) {
    if (timer.element === element && (found === undefined || timer.due < found)) found = timer.due
  }
  return found
}

class Rows {
  readonly #transaction: Transaction
  readonly #before: State | undefined
  readonly #after: State
  readonly #moment: StepMoment
  readonly #tasks = new Map<number, { before: TaskRow | undefined; after: TaskRow }>()
  /** Timers to look at again, by instance and event. */
  readonly #timers = new Map<string, { key: number; element: string }>()
  readonly #subscriptions = new Map<string, SubscriptionRow>()
  readonly #subscriptionsGone = new Map<string, SubscriptionRow>()
  readonly #jobs = new Map<number, JobRow>()
  readonly #jobsGone = new Set<number>()

  constructor(transaction: Transaction, before: State | undefined, after: State, moment: StepMoment) {
    this.#transaction = transaction
    this.#before = before
    this.#after = after
    this.#moment = moment
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
        this.#jobsGone.delete(event.key)
        this.#jobs.set(
          event.key,
          this.#job(event.key, event.element, event.jobType, event.retries, event.headers, this.#after.at),
        )
        return
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
    const end = instance && limitEnd(this.#after, instance, this.#moment)
    if (end !== undefined) return end
    const instant = dueDate === undefined ? undefined : parseInstant(dueDate, this.#moment.calendar.zone)
    return typeof instant === 'number' ? instant : null
  }

  /** Open tasks under the clock are due on another day; that is no change of theirs. */
  async #moveDueDays(clocked: number): Promise<void> {
    const { instances } = this.#after
    for (const { key, task } of instances.values()) {
      // A task of this very step has its day already.
      if (!task || (!this.#before?.instances.get(key)?.task && !this.#tasks.has(key))) continue
      let at = instances.get(key)
      while (at && at.key !== clocked) at = instances.get(at.scope)
      if (!at) continue
      await this.#changeTask(key, { dueAt: this.#dueAt(key, task.dueDate) }, 0)
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
    const kept = before.flatMap(({ kind, correlationKey = null, element, trigger, name }) =>
      !isShared({ kind, name })
        ? []
        : [{ caseId: this.#after.case, key, element, trigger, kind, name, correlationKey }],
    )
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
