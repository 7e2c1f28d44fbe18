import type { Kysely } from 'kysely'
import { encodeState, listedStatus } from '../../step/state.ts'
import type { Variables } from '../../expression/expression.ts'
import { ownersOf } from '../owners.ts'
import {
  almanacRevision,
  noDue,
  splitId,
  rowOf,
  type CaseChange,
  type CaseRow,
  type TaskRow,
  type Transaction,
} from '../port.ts'
import { SqlTransaction } from '../sql/transaction.ts'
import { caseOf, jobOf, taskOf, type Tables } from '../sql/tables.ts'
import type { Recent } from './recent.ts'
import type { Statements } from './statements.ts'

/** Writes at once, by prepared statements; the database has one writer, so nothing needs to be locked. */
export class SqliteTransaction extends SqlTransaction implements Transaction {
  readonly #run: Statements
  readonly #recent: Recent
  /** What this transaction has read or written: nobody else sees it before the commit. */
  readonly #cases = new Map<string, CaseRow>()
  readonly #tasks = new Map<string, TaskRow>()

  constructor(db: Kysely<Tables>, statements: Statements, recent: Recent) {
    super(db)
    this.#run = statements
    this.#recent = recent
  }

  /** After the commit: what it has written is what the file says. */
  committed(): void {
    this.#recent.keep(this.#cases, this.#tasks)
  }

  async loadCase(id: string) {
    const known = this.#cases.get(id) ?? this.#recent.cases.get(id)
    if (known) return known
    const row = this.#run.loadCase.get(id) as Tables['cases'] | undefined
    if (!row) return undefined
    const loaded = caseOf(row)
    this.#cases.set(id, loaded)
    return loaded
  }

  async loadTask(id: string) {
    const known = this.#tasks.get(id) ?? this.#recent.tasks.get(id)
    if (known) return known
    const { caseId, key } = splitId(id)
    const row = this.#run.loadTask.get(caseId, key) as Tables['tasks'] | undefined
    return row && taskOf(row)
  }

  async loadJob(caseId: string, key: number) {
    const row = this.#run.loadJob.get(caseId, key) as Tables['jobs'] | undefined
    return row && jobOf(row)
  }

  override async removeCase(id: string): Promise<void> {
    await super.removeCase(id)
    this.#cases.delete(id)
    this.#recent.forget()
  }

  async almanacRevision(): Promise<number> {
    const row = this.#run.setting.get(almanacRevision) as { value: string } | undefined
    return Number(row?.value ?? 0)
  }

  /** One transaction at a time. */
  async holdAlmanac(): Promise<void> {}

  async dueCases(at: number, limit: number): Promise<string[]> {
    const rows = this.#run.dueCases.all(at, limit) as { case_id: string }[]
    return [...new Set(rows.map(({ case_id }) => case_id))]
  }

  async write(change: CaseChange): Promise<void> {
    const { state, step } = change
    this.#cases.set(state.case, rowOf(change))
    const run = this.#run
    const saved = encodeState(state)
    const id = state.case
    if (change.created) {
      const { process, version, parent } = state
      const { businessKey, startedAt, endedAt } = change
      run.insertCase.run(
        id,
        process,
        version,
        businessKey,
        listedStatus(state),
        startedAt,
        endedAt,
        parent?.case ?? null,
        step.seal,
        saved,
      )
    } else run.updateCase.run(listedStatus(state), change.endedAt, step.seal, saved, id)
    run.insertStep.run(id, step.seq, step.at, step.events, step.seal)
    for (const { before, after } of change.tasks) this.#writeTask(before, after)
    for (const { due, key, element } of change.timersGone) run.dropTimer.run(due, id, key, element)
    for (const { due, key, element } of change.timersSet) run.putTimer.run(due, id, key, element)
    for (const s of change.subscriptionsGone) run.dropSubscription.run(id, s.key, s.element, s.trigger)
    for (const s of change.subscriptionsSet)
      run.putSubscription.run(id, s.key, s.element, s.trigger, s.kind, s.name, s.correlationKey)
    for (const { key } of change.jobsGone) run.dropJob.run(id, key)
    for (const { key, element, type, retries, headers, runAt } of change.jobsSet)
      run.putJob.run(id, key, element, type, retries, JSON.stringify(headers), runAt, null, null)
  }

  #writeTask(before: TaskRow | undefined, after: TaskRow): void {
    const run = this.#run
    this.#tasks.set(after.id, after)
    const { caseId, key } = after
    run.putTask.run(
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
    )
    if (before) for (const owner of ownersOf(before)) run.unqueueTask.run(owner, before.dueAt ?? noDue, caseId, key)
    for (const owner of ownersOf(after)) run.queueTask.run(owner, after.dueAt ?? noDue, caseId, key)
  }

  override async lastVersion(process: string): Promise<number> {
    return (this.#run.lastVersion.get(process) as { last: number | null }).last ?? 0
  }

  async recall(request: string): Promise<Variables | undefined> {
    const row = this.#run.recall.get(request) as { answer: string } | undefined
    return row && (JSON.parse(row.answer) as Variables)
  }

  async remember(request: string, answer: Variables, at: number): Promise<void> {
    this.#run.remember.run(request, JSON.stringify(answer), at)
  }
}
