import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Variables } from '../../expression/expression.ts'
import {
  almanacRevision,
  rowOf,
  splitId,
  type JobLease,
  type JobRow,
  type LeasedJob,
  type OutboxRow,
  type CaseChange,
  type CaseRow,
  type Definition,
  type Needs as StoreNeeds,
  type TaskRow,
  type Transaction,
} from '../port.ts'
import { Batch } from '../sql/batch.ts'
import { tablesOf } from '../sql/tablesOf.ts'
import { isInEveryBatch, isRead } from '../sql/touched.ts'
import { SqlTransaction } from '../sql/transaction.ts'
import { caseOf, jobOf, taskOf, type Tables } from '../sql/tables.ts'
import { emptyView, type Kinds, type Recent, type View } from './recent.ts'
import type { Snapshot } from './snapshot.ts'
import { Overtaken, type Answered, type Writer } from './writer.ts'

interface Needs {
  /** Asks the writing thread, inside this transaction. */
  readonly db: Kysely<Tables>
  readonly writer: Writer
  readonly snapshot: Snapshot
  readonly recent: Recent
}

/**
 * Reads single rows beside the writing thread, as the transactions before it leave them, and gathers its writes for the end.
 * Whatever else looks at the tables asks that thread, behind the gathered writes. There is one writer, so nothing is locked.
 */
export class SqliteTransaction extends SqlTransaction implements Transaction {
  readonly #needs: Needs
  readonly #recent: Recent
  readonly #epoch: number
  /** What waited for its commit when this one began: the snapshot may not have it. */
  readonly #below: readonly View[]
  readonly #view: View = emptyView()
  #batch: Batch | undefined
  /** The thread has a transaction open for this one. */
  #begun = false

  constructor(needs: Needs) {
    super(needs.db)
    this.#needs = needs
    this.#recent = needs.recent
    this.#epoch = needs.writer.epoch
    this.#below = needs.recent.waiting
  }

  async ask(query: CompiledQuery): Promise<Answered> {
    const { writer, snapshot } = this.#needs
    const { sql: text, parameters } = query
    const tables = tablesOf(query)
    if (!isRead(text)) this.#view.touched.add(tables)
    else if (!this.#mayDiffer(tables)) return { rows: snapshot.all(text, parameters) }
    this.#begun = true
    const question = { type: 'query', epoch: this.#epoch, batch: this.#take(), query: { text, parameters } } as const
    try {
      return (await writer.ask(question)).answered!
    } catch (error) {
      // The thread has taken back what could not be written, and with it all of the transaction.
      if (!(error instanceof Overtaken) && writer.epoch > this.#epoch) this.#begun = false
      throw error
    }
  }

  /** Hands everything to the thread; the next transaction may be computed at once. Resolves when it is durable. */
  async commit(): Promise<void> {
    this.#needs.snapshot.close()
    const batch = this.#take()
    // Even what was only read may have been written by a transaction whose commit can still fail.
    if (batch.length === 0 && !this.#begun && this.#below.length === 0) return
    this.#recent.await(this.#view)
    await this.#needs.writer.ask({ type: 'commit', epoch: this.#epoch, batch })
    this.#recent.committed(this.#view)
  }

  async rollback(): Promise<void> {
    this.#needs.snapshot.close()
    if (this.#begun) await this.#needs.writer.ask({ type: 'rollback', epoch: this.#epoch })
  }

  /** Reads at once what the work will look at, as far as nobody has it in mind. */
  prepare(needs: readonly StoreNeeds[]): void {
    this.#readCases(needs.flatMap(({ cases = [] }) => cases))
    const tasks = needs
      .flatMap(({ tasks: ids = [] }) => ids)
      .filter((id) => this.#find('tasks', id) === undefined && this.#recent.tasks.get(id) === undefined)
    if (tasks.length === 0) return
    const places = tasks.map(splitId).map(({ caseId, key }) => [caseId, key])
    for (const row of this.#needs.snapshot.reads.loadTasks.all(JSON.stringify(places)) as Tables['tasks'][]) {
      const task = taskOf(row)
      this.#view.tasks.set(task.id, task)
    }
  }

  #readCases(ids: readonly string[]): void {
    const missing = ids.filter(
      (id) => this.#find('cases', id) === undefined && this.#recent.cases.get(id) === undefined,
    )
    if (missing.length === 0) return
    for (const id of missing) this.#view.cases.set(id, null)
    for (const row of this.#needs.snapshot.reads.loadCases.all(JSON.stringify(missing)) as Tables['cases'][])
      this.#view.cases.set(row.id, caseOf(row))
  }

  async loadCase(id: string): Promise<CaseRow | undefined> {
    const known = this.#find('cases', id) ?? this.#recent.cases.get(id)
    if (known !== undefined) return known ?? undefined
    const row = this.#needs.snapshot.reads.loadCase.get(id) as Tables['cases'] | undefined
    const loaded = row ? caseOf(row) : null
    this.#view.cases.set(id, loaded)
    return loaded ?? undefined
  }

  async loadTask(id: string): Promise<TaskRow | undefined> {
    const known = this.#find('tasks', id) ?? this.#recent.tasks.get(id)
    if (known !== undefined) return known ?? undefined
    const { caseId, key } = splitId(id)
    const row = this.#needs.snapshot.reads.loadTask.get(caseId, key) as Tables['tasks'] | undefined
    return row && taskOf(row)
  }

  async loadJob(caseId: string, key: number): Promise<JobRow | undefined> {
    const known = this.#find('jobs', `${caseId}.${key}`)
    if (known !== undefined) return known ?? undefined
    const row = this.#needs.snapshot.reads.loadJob.get(caseId, key) as Tables['jobs'] | undefined
    return row && jobOf(row)
  }

  /** Without those that a transaction on its way has changed: they are handed out when it has arrived. */
  async leaseJobs({ types, at, until, limit, token, worker }: JobLease): Promise<LeasedJob[]> {
    const due: JobRow[] = []
    for (const type of types) {
      let found = 0
      for (const row of this.#needs.snapshot.reads.dueJobs.iterate(type, at) as Iterable<Tables['jobs']>) {
        if (found === limit) break
        if (this.#find('jobs', `${row.case_id}.${row.key}`) !== undefined) continue
        found++
        due.push(jobOf(row))
      }
    }
    const leased = due.toSorted((a, b) => a.runAt - b.runAt).slice(0, Math.max(0, limit))
    return leased.map((job) => {
      const mine = { ...job, token, runAt: until }
      this.#hand(mine, worker)
      return { ...mine, dueAt: job.runAt }
    })
  }

  async postponeJob(caseId: string, key: number, token: string | null, until: number): Promise<boolean> {
    const job = await this.loadJob(caseId, key)
    if (!job || job.token !== token) return false
    this.#hand({ ...job, runAt: until }, null)
    return true
  }

  async post(letter: OutboxRow): Promise<void> {
    this.#gathering.post(letter)
  }

  async settleLetter(id: string, outcome: 'gone' | { runAt: number; error: string }): Promise<void> {
    this.#gathering.settle(id, outcome)
  }

  /** Without those that a transaction on its way has in hand: their rows are not up to date yet. */
  async dueCases(at: number, limit: number): Promise<string[]> {
    const inHand = [this.#view, ...this.#below]
    const found = new Set<string>()
    for (const { case_id: id } of this.#needs.snapshot.reads.dueCases.iterate(at) as Iterable<{ case_id: string }>) {
      if (found.has(id) || inHand.some(({ cases }) => cases.has(id))) continue
      found.add(id)
      if (found.size === limit) break
    }
    this.#readCases([...found])
    return [...found]
  }

  write(change: CaseChange): void {
    this.#view.cases.set(change.state.case, rowOf(change))
    for (const { after } of change.tasks) this.#view.tasks.set(after.id, after)
    for (const { caseId, key } of change.jobsGone) this.#view.jobs.set(`${caseId}.${key}`, null)
    for (const job of change.jobsSet) this.#view.jobs.set(`${job.caseId}.${job.key}`, job)
    this.#gathering.add(change)
  }

  later(query: Compilable): void {
    const compiled = query.compile()
    this.#view.touched.add(tablesOf(compiled))
    this.#gathering.later(compiled.sql, compiled.parameters)
  }

  override async removeCase(id: string): Promise<void> {
    await super.removeCase(id)
    this.#view.cases.set(id, null)
  }

  /** Every step asks: after the first time it costs nothing. */
  async almanacRevision(): Promise<number> {
    const known = this.#find('settings', almanacRevision) ?? this.#recent.settings.get(almanacRevision)
    if (known !== undefined && known !== null) return Number(known)
    const row = this.#needs.snapshot.reads.setting.get(almanacRevision) as { value: string } | undefined
    const value = row?.value ?? '0'
    this.#view.settings.set(almanacRevision, value)
    return Number(value)
  }

  /** One transaction at a time. */
  async holdAlmanac(): Promise<void> {}

  override async setSetting(name: string, value: string): Promise<void> {
    await super.setSetting(name, value)
    this.#view.settings.set(name, value)
  }

  override async insertDefinition(definition: Definition): Promise<void> {
    await super.insertDefinition(definition)
    this.#view.versions.set(definition.process, definition.version)
  }

  override async lastVersion(process: string): Promise<number> {
    const known = this.#find('versions', process) ?? this.#recent.versions.get(process)
    if (known) return known
    const { last } = this.#needs.snapshot.reads.lastVersion.get(process) as { last: number | null }
    if (last !== null) this.#view.versions.set(process, last)
    return last ?? 0
  }

  async recall(request: string): Promise<Variables | undefined> {
    const known = this.#find('answers', request)
    if (known) return known
    const row = this.#needs.snapshot.reads.recall.get(request) as { answer: string } | undefined
    return row && (JSON.parse(row.answer) as Variables)
  }

  async remember(request: string, answer: Variables, at: number): Promise<void> {
    this.#view.answers.set(request, answer)
    this.#gathering.remember(request, JSON.stringify(answer), at)
  }

  /** As this transaction, or the last one before it that is on its way, has left the row. */
  #find<K extends keyof Kinds>(kind: K, id: string): ReturnType<View[K]['get']> {
    const own = this.#view[kind].get(id)
    if (own !== undefined || this.#below.length === 0) return own as ReturnType<View[K]['get']>
    const last = this.#below.findLast((view) => view[kind].has(id))
    return last?.[kind].get(id) as ReturnType<View[K]['get']>
  }

  /** May the file say something else of these tables than this transaction has to see? */
  #mayDiffer(tables: ReadonlySet<string> | undefined): boolean {
    if (!this.#begun && !this.#batch && this.#below.length === 0) return false
    if (!tables || isInEveryBatch(tables) || this.#view.touched.has(tables)) return true
    return this.#below.some(({ touched }) => touched.has(tables))
  }

  #hand(job: JobRow, worker: string | null): void {
    this.#view.jobs.set(`${job.caseId}.${job.key}`, job)
    this.#gathering.hand(job, worker)
  }

  get #gathering(): Batch {
    return (this.#batch ??= new Batch())
  }

  #take() {
    const gathered = this.#batch?.take() ?? []
    this.#batch = undefined
    return gathered
  }
}
