import { encodeState, listedStatus } from '../../step/state.ts'
import { ownersOf } from '../owners.ts'
import { noDue, type CaseChange, type JobRow, type OutboxRow, type TaskRow } from '../port.ts'

type Cell = string | number | null
export type Cells = readonly Cell[]

/** The writes of a step; each takes the cells of one row. */
export type Write =
  | 'insertCases'
  | 'updateCases'
  | 'insertSteps'
  | 'putTasks'
  | 'remember'
  | 'unqueueTasks'
  | 'queueTasks'
  | 'dropTimers'
  | 'putTimers'
  | 'dropSubscriptions'
  | 'putSubscriptions'
  | 'dropJobs'
  | 'putJobs'
  | 'handJobs'
  | 'postLetters'
  | 'dropLetters'
  | 'deferLetters'

/** All rows of one write, or of one statement of the application. */
export type Gathered =
  | { readonly write: Write; readonly rows: readonly Cells[] }
  | { readonly text: string; readonly rows: readonly (readonly unknown[])[] }

/** Rows of one table that are set or dropped: what is dropped and set again in one batch is only set. */
class Rows {
  readonly set = new Map<string, Cells>()
  readonly gone = new Map<string, Cells>()
  readonly #keys: number

  /** `keys`: how many of a row's first cells make its key. */
  constructor(keys: number) {
    this.#keys = keys
  }

  put(row: Cells): void {
    this.set.set(this.#key(row), row)
  }

  drop(row: Cells): void {
    const key = this.#key(row)
    this.set.delete(key)
    this.gone.set(key, row.length === this.#keys ? row : row.slice(0, this.#keys))
  }

  #key(row: Cells): string {
    let key = ''
    for (let cell = 0; cell < this.#keys; cell++) key += `${row[cell]}\n`
    return key
  }
}

/** Writes that wait for the end of the transaction, to go out together. A case that steps more than once is written once. */
export class Batch {
  /** The last change of each case, and whether it is new to the database. */
  readonly #cases = new Map<string, { readonly change: CaseChange; readonly created: boolean }>()
  readonly #steps: Cells[] = []
  /** Each task as the database has it, and as it shall be. */
  readonly #tasks = new Map<string, { readonly before: TaskRow | undefined; after: TaskRow }>()
  readonly #timers = new Rows(4)
  readonly #subscriptions = new Rows(4)
  readonly #jobs = new Rows(2)
  /** Jobs that come into another hand, or stay in it for longer. */
  readonly #handed = new Map<string, Cells>()
  readonly #requests: Cells[] = []
  readonly #posted: Cells[] = []
  readonly #dropped: Cells[] = []
  readonly #deferred: Cells[] = []
  /** Statements of the application in their order; what follows upon itself is one. */
  readonly #others: { readonly text: string; readonly rows: (readonly unknown[])[] }[] = []

  add(change: CaseChange): void {
    const { state, step } = change
    const id = state.case
    this.#cases.set(id, { change, created: change.created || (this.#cases.get(id)?.created ?? false) })
    this.#steps.push([id, step.seq, step.at, step.events, step.seal])
    for (const { before, after } of change.tasks) {
      const known = this.#tasks.get(after.id)
      if (known) known.after = after
      else this.#tasks.set(after.id, { before, after })
    }
    for (const { due, key, element } of change.timersGone) this.#timers.drop([due, id, key, element])
    for (const { due, key, element } of change.timersSet) this.#timers.put([due, id, key, element])
    for (const { key, element, trigger } of change.subscriptionsGone)
      this.#subscriptions.drop([id, key, element, trigger])
    for (const { key, element, trigger, kind, name, correlationKey } of change.subscriptionsSet)
      this.#subscriptions.put([id, key, element, trigger, kind, name, correlationKey])
    for (const { key } of change.jobsGone) {
      this.#jobs.drop([id, key])
      this.#handed.delete(`${id}.${key}`)
    }
    for (const { key, element, type, retries, headers, runAt } of change.jobsSet) {
      this.#jobs.put([id, key, element, type, retries, JSON.stringify(headers), runAt])
      this.#handed.delete(`${id}.${key}`)
    }
  }

  /** The job as it is now, but for the worker; without one it stays with whoever has it. */
  hand({ caseId, key, token, runAt }: JobRow, worker: string | null): void {
    this.#handed.set(`${caseId}.${key}`, [token, worker, runAt, caseId, key])
  }

  post({ id, topic, payload, createdAt, runAt, failures, error }: OutboxRow): void {
    this.#posted.push([id, topic, JSON.stringify(payload), createdAt, runAt, failures, error])
  }

  settle(id: string, outcome: 'gone' | { readonly runAt: number; readonly error: string }): void {
    if (outcome === 'gone') this.#dropped.push([id])
    else this.#deferred.push([outcome.runAt, outcome.error, id])
  }

  remember(request: string, answer: string, at: number): void {
    this.#requests.push([request, answer, at])
  }

  later(text: string, parameters: readonly unknown[]): void {
    const last = this.#others.at(-1)
    if (last?.text === text) last.rows.push(parameters)
    else this.#others.push({ text, rows: [parameters] })
  }

  /** Everything gathered; a batch is taken once. */
  take(): Gathered[] {
    const created: Cells[] = []
    const changed: Cells[] = []
    for (const { change, created: isNew } of this.#cases.values())
      if (isNew) created.push(newCase(change))
      else changed.push(changedCase(change))
    const gathered: Gathered[] = []
    add(gathered, 'insertCases', created)
    add(gathered, 'updateCases', changed)
    add(gathered, 'insertSteps', this.#steps)
    this.#takeTasks(gathered)
    add(gathered, 'remember', this.#requests)
    add(gathered, 'dropTimers', [...this.#timers.gone.values()])
    add(gathered, 'putTimers', [...this.#timers.set.values()])
    add(gathered, 'dropSubscriptions', [...this.#subscriptions.gone.values()])
    add(gathered, 'putSubscriptions', [...this.#subscriptions.set.values()])
    add(gathered, 'dropJobs', [...this.#jobs.gone.values()])
    add(gathered, 'putJobs', [...this.#jobs.set.values()])
    add(gathered, 'handJobs', [...this.#handed.values()])
    add(gathered, 'postLetters', this.#posted)
    add(gathered, 'dropLetters', this.#dropped)
    add(gathered, 'deferLetters', this.#deferred)
    gathered.push(...this.#others)
    return gathered
  }

  /** Tasks, and the places in queues that they leave and take. */
  #takeTasks(gathered: Gathered[]): void {
    const tasks: Cells[] = []
    const left: Cells[] = []
    const taken: Cells[] = []
    for (const { before, after } of this.#tasks.values()) {
      tasks.push(cellsOf(after))
      if (before) for (const owner of ownersOf(before)) left.push(placeOf(owner, before))
      for (const owner of ownersOf(after)) taken.push(placeOf(owner, after))
    }
    add(gathered, 'putTasks', tasks)
    add(gathered, 'unqueueTasks', left)
    add(gathered, 'queueTasks', taken)
  }
}

function add(gathered: Gathered[], write: Write, rows: readonly Cells[]): void {
  if (rows.length > 0) gathered.push({ write, rows })
}

function newCase({ state, step, businessKey, startedAt, endedAt }: CaseChange): Cells {
  const { case: id, process, version, parent } = state
  const status = listedStatus(state)
  const caller = parent?.case ?? null
  return [id, process, version, businessKey, status, startedAt, endedAt, caller, step.seal, encodeState(state)]
}

const changedCase = ({ state, step, endedAt }: CaseChange): Cells => [
  state.version,
  listedStatus(state),
  endedAt,
  step.seal,
  encodeState(state),
  state.case,
]

const placeOf = (owner: string, { dueAt, caseId, key }: TaskRow): Cells => [owner, dueAt ?? noDue, caseId, key]

const cellsOf = (task: TaskRow): Cells => [
  task.caseId,
  task.key,
  task.element,
  task.state,
  task.revision,
  task.assignee,
  JSON.stringify(task.groups),
  JSON.stringify(task.users),
  task.form,
  task.priority,
  task.dueAt,
  task.createdAt,
  task.endedAt,
  task.endedBy,
]
