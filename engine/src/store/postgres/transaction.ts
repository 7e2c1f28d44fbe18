import type { Kysely } from 'kysely'
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
  type MessageRow,
  type Needs,
  type SubscriptionRow,
  type TaskRow,
  type Transaction,
} from '../port.ts'
import { SqlTransaction } from '../sql/transaction.ts'
import { caseOf, jobOf, taskOf, type Tables } from '../sql/tables.ts'
import { Batch, type Run } from './batch.ts'
import { statements } from './statements.ts'

/**
 * Reads what its work needs at once and in one order, locks the cases it touches, and gathers its writes for the end: a
 * round trip a table instead of one a row. Whatever else looks at the tables sees the gathered writes first.
 */
export class PostgresTransaction extends SqlTransaction implements Transaction {
  readonly #client: PoolClient
  readonly #batch = new Batch()
  readonly #cases = new Map<string, CaseRow | undefined>()
  readonly #tasks = new Map<string, TaskRow | undefined>()
  readonly #answers = new Map<string, Variables | undefined>()
  readonly #versions = new Map<string, number>()
  #revision = 0
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
  async begin({ cases = [], tasks = [], requests = [], processes = [] }: Needs): Promise<void> {
    const begun = this.#client.query('BEGIN')
    await Promise.all([
      begun,
      this.#readRevision(),
      this.#lock(cases),
      this.#loadTasks(tasks),
      this.#recall(requests),
      this.#loadVersions(processes),
    ])
  }

  async commit(): Promise<void> {
    await Promise.all([...this.#batch.flush(this.#run), this.#client.query('COMMIT')])
  }

  /** Sends what was gathered, before anything that looks at the tables by itself. */
  async flush(): Promise<void> {
    await Promise.all(this.#batch.flush(this.#run))
  }

  async almanacRevision(): Promise<number> {
    return this.#revision
  }

  /** Every transaction holds the lock together with the others from its beginning; here it is taken alone. */
  async holdAlmanac(): Promise<void> {
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

  async loadJob(caseId: string, key: number) {
    await this.flush()
    const all = this.db.selectFrom('jobs').selectAll().where('case_id', '=', caseId)
    const row = await all.where('key', '=', key).executeTakeFirst()
    return row && jobOf(row)
  }

  async dueCases(at: number, limit: number): Promise<string[]> {
    await this.flush()
    const { rows } = await this.#run(statements.dueCases, [at, limit])
    for (const row of rows as Tables['cases'][]) if (!this.#cases.has(row.id)) this.#cases.set(row.id, caseOf(row))
    return [...new Set((rows as Tables['cases'][]).map(({ id }) => id))]
  }

  async write(change: CaseChange): Promise<void> {
    const id = change.state.case
    this.#cases.set(id, rowOf(change))
    for (const { after } of change.tasks) this.#tasks.set(after.id, after)
    this.#batch.add(change)
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

  override async leaseJobs(lease: JobLease) {
    await this.flush()
    return super.leaseJobs(lease)
  }

  override async postponeJob(caseId: string, key: number, token: string | null, until: number): Promise<boolean> {
    await this.flush()
    return super.postponeJob(caseId, key, token, until)
  }

  async recall(request: string): Promise<Variables | undefined> {
    if (!this.#answers.has(request)) await this.#recall([request])
    return this.#answers.get(request)
  }

  async remember(request: string, answer: Variables, at: number): Promise<void> {
    this.#answers.set(request, answer)
    this.#batch.remember(request, JSON.stringify(answer), at)
  }

  protected override skipLocked<T extends { forUpdate(): T; skipLocked(): T }>(query: T): T {
    return query.forUpdate().skipLocked()
  }

  /** Two statements, so that what the second reads was committed before the lock was given. */
  async #readRevision(): Promise<void> {
    const [, { rows }] = await Promise.all([
      this.#run(statements.shareAlmanac, [almanacRevision]),
      this.#run(statements.setting, [almanacRevision]),
    ])
    this.#revision = Number((rows as { value: string }[])[0]?.value ?? 0)
  }

  async #lock(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    for (const id of ids) this.#cases.set(id, undefined)
    const { rows } = await this.#run(statements.lockCases, [ids])
    for (const row of rows as Tables['cases'][]) this.#cases.set(row.id, caseOf(row))
  }

  async #loadTasks(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    for (const id of ids) this.#tasks.set(id, undefined)
    const places = ids.map(splitId)
    const values = [places.map(({ caseId }) => caseId), places.map(({ key }) => key)]
    const { rows } = await this.#run(statements.loadTasks, values)
    for (const row of rows as Tables['tasks'][]) this.#tasks.set(`${row.case_id}.${row.key}`, taskOf(row))
  }

  async #recall(requests: readonly string[]): Promise<void> {
    if (requests.length === 0) return
    for (const id of requests) this.#answers.set(id, undefined)
    const { rows } = await this.#run(statements.recall, [requests])
    for (const row of rows as { id: string; answer: string }[])
      this.#answers.set(row.id, JSON.parse(row.answer) as Variables)
  }

  async #loadVersions(processes: readonly string[]): Promise<void> {
    if (processes.length === 0) return
    for (const process of processes) this.#versions.set(process, 0)
    const { rows } = await this.#run(statements.lastVersions, [processes])
    for (const row of rows as { process: string; last: number }[]) this.#versions.set(row.process, row.last)
  }

  /** With a key, only those with the same key take turns; without one, all of the name. */
  async #inTurn(name: string, key: string | undefined): Promise<void> {
    const text =
      key === undefined
        ? 'SELECT pg_advisory_xact_lock(hashtextextended($1, 1))'
        : 'SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 1)), pg_advisory_xact_lock(hashtextextended($2, 2))'
    await this.#client.query(text, key === undefined ? [name] : [name, `${name}\n${key}`])
  }

  readonly #run = (async ({ name, text }, values) =>
    this.#client.query({ name, text, values: [...values] })) satisfies Run
}
