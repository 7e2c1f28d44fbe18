import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely'
import type { PoolClient } from 'pg'
import type { Variables } from '../../expression/expression.ts'
import {
  almanacRevision,
  rowOf,
  splitId,
  type CaseChange,
  type CaseRow,
  type Definition,
  type JobLease,
  type JobRow,
  type LeasedJob,
  type MessageRow,
  type Needs,
  type OutboxRow,
  type SubscriptionRow,
  type TaskRow,
  type Transaction,
} from '../port.ts'
import { SqlTransaction } from '../sql/transaction.ts'
import { caseOf, jobOf, taskOf, type Tables } from '../sql/tables.ts'
import { Batch } from '../sql/batch.ts'
import { tablesOf } from '../sql/tablesOf.ts'
import { isInEveryBatch, isRead, Touched } from '../sql/touched.ts'
import { resultOf } from './dialect.ts'
import { nameOf } from './nameOf.ts'
import { columnsOf, reads, statements, type ArrayStatement } from './statements.ts'

/**
 * Reads what its work needs at once and in one order, locks the cases it touches, and gathers its writes for the end: a
 * round trip a table instead of one a row. Whatever else looks at the tables sees the gathered writes first.
 */
export class PostgresTransaction extends SqlTransaction implements Transaction {
  readonly #client: PoolClient
  #batch: Batch | undefined
  readonly #cases = new Map<string, CaseRow | undefined>()
  readonly #tasks = new Map<string, TaskRow | undefined>()
  readonly #jobs = new Map<string, JobRow | undefined>()
  readonly #answers = new Map<string, Variables | undefined>()
  readonly #versions = new Map<string, number>()
  #revision = 0
  /** What the application's statements write, and those of them that were not sent yet. */
  readonly #touched = new Touched()
  #pending = new Touched()
  /** What the application was answered. */
  readonly #asked = new Map<string, QueryResult<unknown>>()
  /** Cases that were written. */
  readonly touched = new Set<string>()

  constructor(db: Kysely<Tables>, client: PoolClient) {
    super(db)
    this.#client = client
  }

  /**
   * Begins and reads in one round trip. Locks in the order of ids, so that two transactions that prepare for the same cases
   * never wait for each other.
   */
  async begin(needs: readonly Needs[]): Promise<void> {
    const all = (part: keyof Needs): string[] => [...new Set(needs.flatMap((one) => one[part] ?? []))]
    await Promise.all([
      this.#client.query('BEGIN'),
      this.#readRevision(),
      this.#lock(all('cases')),
      this.#loadTasks(all('tasks')),
      this.#loadJobs(all('jobs')),
      this.#recall(all('requests')),
      this.#loadVersions(all('processes')),
    ])
  }

  async commit(): Promise<void> {
    await Promise.all([...this.#send(), this.#client.query('COMMIT')])
  }

  /** Sends what was gathered, before anything that looks at the tables by itself. */
  async flush(): Promise<void> {
    await Promise.all(this.#send())
  }

  later(query: Compilable): void {
    const compiled = query.compile()
    const tables = tablesOf(compiled)
    this.#touched.add(tables)
    this.#pending.add(tables)
    this.#gathering.later(compiled.sql, compiled.parameters)
  }

  /**
   * A statement of its own. What was put off goes before it where it may see that. A question is not asked again as long as
   * nobody here has written to its tables, or waited for a lock: what another has written meanwhile is seen behind a lock.
   */
  async ask(query: CompiledQuery): Promise<QueryResult<unknown>> {
    const { sql: text, parameters } = query
    const tables = tablesOf(query)
    if (!isRead(text)) {
      this.#touched.add(tables)
      this.#asked.clear()
      await this.flush()
      return resultOf(await this.#client.query(text, [...parameters]))
    }
    if (!tables || isInEveryBatch(tables) || this.#pending.has(tables)) await this.flush()
    const kept =
      tables && !isInEveryBatch(tables) && !this.#touched.has(tables) && !/\bfor (update|share)\b/i.test(text)
    if (!kept) this.#asked.clear()
    const key = kept ? `${text}\n${JSON.stringify(parameters)}` : ''
    const known = kept ? this.#asked.get(key) : undefined
    if (known) return known
    const result = resultOf(await this.#client.query(text, [...parameters]))
    if (kept) this.#asked.set(key, result)
    return result
  }

  async almanacRevision(): Promise<number> {
    return this.#revision
  }

  /** Every transaction holds the lock together with the others from its beginning; here it is taken alone. */
  async holdAlmanac(): Promise<void> {
    this.#asked.clear()
    await this.#client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 3))', [almanacRevision])
    await this.#readRevision()
  }

  override async setSetting(name: string, value: string): Promise<void> {
    await super.setSetting(name, value)
    if (name === almanacRevision) this.#revision = Number(value)
  }

  async loadCase(id: string): Promise<CaseRow | undefined> {
    if (!this.#cases.has(id)) await this.#lock([id])
    return this.#cases.get(id)
  }

  async loadTask(id: string): Promise<TaskRow | undefined> {
    if (!this.#tasks.has(id)) await this.#loadTasks([id])
    return this.#tasks.get(id)
  }

  async loadJob(caseId: string, key: number): Promise<JobRow | undefined> {
    const id = `${caseId}.${key}`
    if (!this.#jobs.has(id)) await this.#loadJobs([id])
    return this.#jobs.get(id)
  }

  async dueCases(at: number, limit: number): Promise<string[]> {
    await this.flush()
    this.#asked.clear()
    const { rows } = await this.#run(reads.dueCases, [at, limit])
    for (const row of rows as Tables['cases'][]) if (!this.#cases.has(row.id)) this.#cases.set(row.id, caseOf(row))
    return [...new Set((rows as Tables['cases'][]).map(({ id }) => id))]
  }

  write(change: CaseChange): void {
    const id = change.state.case
    this.#cases.set(id, rowOf(change))
    for (const { after } of change.tasks) this.#tasks.set(after.id, after)
    for (const { key } of change.jobsGone) this.#jobs.set(`${id}.${key}`, undefined)
    for (const job of change.jobsSet) this.#jobs.set(`${id}.${job.key}`, job)
    this.#gathering.add(change)
    this.touched.add(id)
  }

  override async removeCase(id: string): Promise<void> {
    await this.flush()
    await super.removeCase(id)
    this.#cases.delete(id)
  }

  override async insertDefinition(definition: Definition): Promise<void> {
    await super.insertDefinition(definition)
    this.#versions.set(definition.process, definition.version)
  }

  override async lastVersion(process: string): Promise<number> {
    if (!this.#versions.has(process)) await this.#loadVersions([process])
    return this.#versions.get(process)!
  }

  /** Whoever publishes a message and whoever begins to wait for it take turns, so that they never miss each other. */
  override async subscribers(kind: SubscriptionRow['kind'], name: string, correlationKey?: string) {
    await this.flush()
    if (kind === 'message') await this.#inTurn(name, correlationKey)
    return super.subscribers(kind, name, correlationKey)
  }

  override async takeMessage(name: string, key: string | null, at: number): Promise<MessageRow | undefined> {
    // What the case waits for must be there when a publisher's turn comes after this one.
    await this.flush()
    await this.#inTurn(name, key ?? undefined)
    return super.takeMessage(name, key, at)
  }

  async leaseJobs({ types, at, until, limit, token, worker }: JobLease): Promise<LeasedJob[]> {
    if (types.length === 0 || limit <= 0) return []
    await this.flush()
    this.#jobs.clear()
    const free = await this.skipLocked(
      this.db
        .selectFrom('jobs')
        .selectAll()
        .where('type', 'in', types)
        .where('run_at', '<=', at)
        .orderBy('run_at')
        .limit(limit),
    ).execute()
    if (free.length === 0) return []
    await this.db
      .updateTable('jobs')
      .set({ token, worker, run_at: until })
      .where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('case_id', 'key'),
          'in',
          free.map((row) => tuple(row.case_id, row.key)),
        ),
      )
      .execute()
    return free.map((row) => ({ ...jobOf(row), token, runAt: until, dueAt: row.run_at }))
  }

  async postponeJob(caseId: string, key: number, token: string | null, until: number): Promise<boolean> {
    await this.flush()
    const job = this.db.updateTable('jobs').set({ run_at: until }).where('case_id', '=', caseId).where('key', '=', key)
    const { numUpdatedRows } = await job.where('token', token === null ? 'is' : '=', token).executeTakeFirst()
    return numUpdatedRows > 0n
  }

  async post(letter: OutboxRow): Promise<void> {
    this.#gathering.post(letter)
  }

  async settleLetter(id: string, outcome: 'gone' | { runAt: number; error: string }): Promise<void> {
    this.#gathering.settle(id, outcome)
  }

  override async leaseLetters(at: number, limit: number, until: number): Promise<OutboxRow[]> {
    await this.flush()
    return super.leaseLetters(at, limit, until)
  }

  async recall(request: string): Promise<Variables | undefined> {
    if (!this.#answers.has(request)) await this.#recall([request])
    return this.#answers.get(request)
  }

  async remember(request: string, answer: Variables, at: number): Promise<void> {
    this.#answers.set(request, answer)
    this.#gathering.remember(request, JSON.stringify(answer), at)
  }

  protected override skipLocked<T extends { forUpdate(): T; skipLocked(): T }>(query: T): T {
    return query.forUpdate().skipLocked()
  }

  /** Two statements, so that what the second reads was committed before the lock was given. */
  async #readRevision(): Promise<void> {
    const [, { rows }] = await Promise.all([
      this.#run(reads.shareAlmanac, [almanacRevision]),
      this.#run(reads.setting, [almanacRevision]),
    ])
    this.#revision = Number((rows as { value: string }[])[0]?.value ?? 0)
  }

  async #lock(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    for (const id of ids) this.#cases.set(id, undefined)
    this.#asked.clear()
    const { rows } = await this.#run(reads.lockCases, [ids])
    for (const row of rows as Tables['cases'][]) this.#cases.set(row.id, caseOf(row))
  }

  async #loadTasks(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    for (const id of ids) this.#tasks.set(id, undefined)
    const places = ids.map(splitId)
    const values = [places.map(({ caseId }) => caseId), places.map(({ key }) => key)]
    const { rows } = await this.#run(reads.loadTasks, values)
    for (const row of rows as Tables['tasks'][]) this.#tasks.set(`${row.case_id}.${row.key}`, taskOf(row))
  }

  async #loadJobs(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    for (const id of ids) this.#jobs.set(id, undefined)
    const places = ids.map(splitId)
    const values = [places.map(({ caseId }) => caseId), places.map(({ key }) => key)]
    const { rows } = await this.#run(reads.loadJobs, values)
    for (const row of rows as Tables['jobs'][]) this.#jobs.set(`${row.case_id}.${row.key}`, jobOf(row))
  }

  async #recall(requests: readonly string[]): Promise<void> {
    if (requests.length === 0) return
    for (const id of requests) this.#answers.set(id, undefined)
    const { rows } = await this.#run(reads.recall, [requests])
    for (const row of rows as { id: string; answer: string }[])
      this.#answers.set(row.id, JSON.parse(row.answer) as Variables)
  }

  async #loadVersions(processes: readonly string[]): Promise<void> {
    if (processes.length === 0) return
    for (const process of processes) this.#versions.set(process, 0)
    const { rows } = await this.#run(reads.lastVersions, [processes])
    for (const row of rows as { process: string; last: number }[]) this.#versions.set(row.process, row.last)
  }

  /** With a key, only those with the same key take turns; without one, all of the name. */
  async #inTurn(name: string, key: string | undefined): Promise<void> {
    this.#asked.clear()
    const text =
      key === undefined
        ? 'SELECT pg_advisory_xact_lock(hashtextextended($1, 1))'
        : 'SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 1)), pg_advisory_xact_lock(hashtextextended($2, 2))'
    await this.#client.query(text, key === undefined ? [name] : [name, `${name}\n${key}`])
  }

  get #gathering(): Batch {
    return (this.#batch ??= new Batch())
  }

  /** What was gathered, one statement behind the other. */
  #send(): Promise<unknown>[] {
    const gathered = this.#batch?.take() ?? []
    this.#batch = undefined
    this.#pending = new Touched()
    return gathered.flatMap((one) =>
      'text' in one
        ? one.rows.map((values) => this.#run({ name: nameOf(one.text), text: one.text }, [...values]))
        : [this.#run(statements[one.write], columnsOf(one.rows))],
    )
  }

  #run({ name, text }: Pick<ArrayStatement, 'text'> & { readonly name: string | undefined }, values: unknown[]) {
    return this.#client.query({ text, values, ...(name === undefined ? {} : { name }) })
  }
}
