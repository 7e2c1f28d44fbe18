import { encodeState, listedStatus } from '../../step/state.ts'
import { ownersOf } from '../owners.ts'
import { noDue, type CaseChange, type TaskRow } from '../port.ts'
import { statements, type ArrayStatement } from './statements.ts'

type Cell = string | number | null
type Row = readonly Cell[]
export type Run = (statement: ArrayStatement, values: readonly unknown[]) => Promise<unknown>

/** Rows of one table that are set or dropped: what is dropped and set again in one batch is only set. */
class Rows {
  readonly set = new Map<string, Row>()
  readonly gone = new Map<string, Row>()
  readonly #keys: number

  /** `keys`: how many of a row's first cells make its key. */
  constructor(keys: number) {
    this.#keys = keys
  }

  put(row: Row): void {
    this.set.set(this.#key(row), row)
  }

  drop(row: Row): void {
    const key = this.#key(row)
    this.set.delete(key)
    this.gone.set(key, row.slice(0, this.#keys))
  }

  clear(): void {
    this.set.clear()
    this.gone.clear()
  }

  #key(row: Row): string {
    return row.slice(0, this.#keys).join('\n')
  }
}

/** Writes that wait for the end of the transaction, to go out as a few statements over arrays. */
export class Batch {
  readonly #newCases = new Map<string, Row>()
  readonly #cases = new Map<string, Row>()
  readonly #steps: Row[] = []
  readonly #tasks = new Map<string, Row>()
  readonly #queue = new Rows(4)
  readonly #timers = new Rows(4)
  readonly #subscriptions = new Rows(4)
  readonly #jobs = new Rows(2)
  readonly #requests: Row[] = []

  add(change: CaseChange): void {
    const { state, step } = change
    const id = state.case
    const status = listedStatus(state)
    const { process, version, parent } = state
    const saved = encodeState(state)
    const { businessKey, startedAt, endedAt } = change
    if (change.created || this.#newCases.has(id)) {
      const row = [
        id,
        process,
        version,
        businessKey,
        status,
        startedAt,
        endedAt,
        parent?.case ?? null,
        step.seal,
        saved,
      ]
      this.#newCases.set(id, row)
    } else this.#cases.set(id, [id, version, status, endedAt, step.seal, saved])
    this.#steps.push([id, step.seq, step.at, step.events, step.seal])
    for (const { before, after } of change.tasks) this.#addTask(before, after)
    for (const { due, key, element } of change.timersGone) this.#timers.drop([due, id, key, element])
    for (const { due, key, element } of change.timersSet) this.#timers.put([due, id, key, element])
    for (const { key, element, trigger } of change.subscriptionsGone)
      this.#subscriptions.drop([id, key, element, trigger])
    for (const { key, element, trigger, kind, name, correlationKey } of change.subscriptionsSet)
      this.#subscriptions.put([id, key, element, trigger, kind, name, correlationKey])
    for (const { key } of change.jobsGone) this.#jobs.drop([id, key])
    for (const { key, element, type, retries, headers, runAt } of change.jobsSet)
      this.#jobs.put([id, key, element, type, retries, JSON.stringify(headers), runAt])
  }

  remember(request: string, answer: string, at: number): void {
    this.#requests.push([request, answer, at])
  }

  #addTask(before: TaskRow | undefined, after: TaskRow): void {
    const { caseId, key } = after
    this.#tasks.set(after.id, [
      caseId,
      key,
      after.element,
      after.state,
      after.revision,
      after.assignee,
      JSON.stringify(after.groups),
      JSON.stringify(after.users),
      after.form,
      after.priority,
      after.dueAt,
      after.createdAt,
      after.endedAt,
      after.endedBy,
    ])
    if (before) for (const owner of ownersOf(before)) this.#queue.drop([owner, before.dueAt ?? noDue, caseId, key])
    for (const owner of ownersOf(after)) this.#queue.put([owner, after.dueAt ?? noDue, caseId, key])
  }

  /** Sends everything gathered so far, one statement behind the other, and begins anew. */
  flush(run: Run): Promise<unknown>[] {
    const sent: Promise<unknown>[] = []
    const many = (statement: ArrayStatement, rows: readonly Row[]): void => {
      if (rows.length > 0) sent.push(run(statement, columnsOf(rows)))
    }
    const both = (rows: Rows, drop: ArrayStatement, put: ArrayStatement): void => {
      many(drop, [...rows.gone.values()])
      many(put, [...rows.set.values()])
      rows.clear()
    }
    many(statements.insertCases, [...this.#newCases.values()])
    many(statements.updateCases, [...this.#cases.values()])
    many(statements.insertSteps, this.#steps)
    many(statements.putTasks, [...this.#tasks.values()])
    many(statements.remember, this.#requests)
    this.#newCases.clear()
    this.#cases.clear()
    this.#steps.length = 0
    this.#tasks.clear()
    this.#requests.length = 0
    both(this.#queue, statements.unqueueTasks, statements.queueTasks)
    both(this.#timers, statements.dropTimers, statements.putTimers)
    both(this.#subscriptions, statements.dropSubscriptions, statements.putSubscriptions)
    both(this.#jobs, statements.dropJobs, statements.putJobs)
    return sent
  }
}

const columnsOf = (rows: readonly Row[]): Cell[][] => rows[0]!.map((_, column) => rows.map((row) => row[column]!))
