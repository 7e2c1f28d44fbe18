import type { Kysely } from 'kysely'
import type { Json, Variables } from '../../expression/expression.ts'
import type { Definition, JobLease, LeasedJob, MessageRow, OutboxRow, StartRow, SubscriptionRow } from '../port.ts'
import { jobOf, letterOf, subscriptionOf, type Tables } from './tables.ts'

/** The parts of a transaction that are rare or the same for every SQL store. */
export class SqlTransaction {
  readonly sql: Kysely<unknown>
  protected readonly db: Kysely<Tables>

  constructor(db: Kysely<Tables>) {
    this.db = db
    this.sql = db as unknown as Kysely<unknown>
  }

  async insertDefinition(definition: Definition): Promise<void> {
    const { deployedAt, deployedBy, resources, ...same } = definition
    await this.db
      .insertInto('definitions')
      .values({ ...same, resources: JSON.stringify(resources), deployed_at: deployedAt, deployed_by: deployedBy })
      .execute()
  }

  async lastVersion(process: string): Promise<number> {
    const row = await this.db
      .selectFrom('definitions')
      .select(({ fn }) => fn.max('version').as('last'))
      .where('process', '=', process)
      .executeTakeFirst()
    return row?.last ?? 0
  }

  async setStarts(process: string, starts: readonly StartRow[]): Promise<void> {
    await this.db.deleteFrom('starts').where('process', '=', process).execute()
    if (starts.length === 0) return
    await this.db
      .insertInto('starts')
      .values([...starts])
      .execute()
  }

  async startsFor(kind: StartRow['kind'], name: string): Promise<StartRow[]> {
    const all = this.db.selectFrom('starts').selectAll().where('kind', '=', kind).where('name', '=', name)
    return (await all.orderBy('process').orderBy('element').execute()) as StartRow[]
  }

  async subscribers(kind: SubscriptionRow['kind'], name: string, correlationKey?: string): Promise<SubscriptionRow[]> {
    const all = this.db.selectFrom('subscriptions').selectAll().where('kind', '=', kind).where('name', '=', name)
    const reached =
      kind !== 'message'
        ? all
        : all.where(({ or, eb }) =>
            or([
              eb('correlation_key', 'is', null),
              ...(correlationKey === undefined ? [] : [eb('correlation_key', '=', correlationKey)]),
            ]),
          )
    return (await reached.orderBy('id').execute()).map(subscriptionOf)
  }

  async keepMessage({ name, correlationKey, variables, expiresAt }: MessageRow): Promise<void> {
    const row = { name, correlation_key: correlationKey, variables: JSON.stringify(variables), expires_at: expiresAt }
    await this.db.insertInto('messages').values(row).execute()
  }

  async takeMessage(name: string, correlationKey: string | null, at: number): Promise<MessageRow | undefined> {
    await this.db.deleteFrom('messages').where('name', '=', name).where('expires_at', '<=', at).execute()
    const all = this.db.selectFrom('messages').selectAll().where('name', '=', name)
    const mine = correlationKey === null ? all : all.where('correlation_key', '=', correlationKey)
    const row = await mine.orderBy('id').limit(1).executeTakeFirst()
    if (!row) return undefined
    await this.db.deleteFrom('messages').where('id', '=', row.id).execute()
    const variables = JSON.parse(row.variables) as Variables
    return { name, correlationKey: row.correlation_key, variables, expiresAt: row.expires_at }
  }

  async storedData(names: readonly string[]): Promise<Variables> {
    if (names.length === 0) return {}
    const rows = await this.db.selectFrom('data_stores').selectAll().where('name', 'in', names).execute()
    return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as Json]))
  }

  async storeData(values: Variables): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      const row = { name, value: JSON.stringify(value) }
      const put = this.db.insertInto('data_stores').values(row)
      await put.onConflict((conflict) => conflict.column('name').doUpdateSet({ value: row.value })).execute()
    }
  }

  async serial(series: string): Promise<number> {
    const row = await this.db
      .insertInto('serials')
      .values({ series, last: 1 })
      .onConflict((conflict) =>
        conflict.column('series').doUpdateSet(({ eb, ref }) => ({ last: eb(ref('serials.last'), '+', 1) })),
      )
      .returning('last')
      .executeTakeFirstOrThrow()
    return row.last
  }

  async setting(name: string): Promise<string | undefined> {
    const row = await this.db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
    return row?.value
  }

  async setSetting(name: string, value: string): Promise<void> {
    await this.db
      .insertInto('settings')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
  }

  async leaseJobs({ types, at, until, limit, token, worker }: JobLease): Promise<LeasedJob[]> {
    if (types.length === 0 || limit <= 0) return []
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
    const job = this.db.updateTable('jobs').set({ run_at: until }).where('case_id', '=', caseId).where('key', '=', key)
    const { numUpdatedRows } = await job.where('token', token === null ? 'is' : '=', token).executeTakeFirst()
    return numUpdatedRows > 0n
  }

  async returnJobs(worker: string, at: number): Promise<void> {
    await this.db
      .updateTable('jobs')
      .set({ token: null, worker: null, run_at: at })
      .where('worker', '=', worker)
      .execute()
  }

  async removeCase(id: string): Promise<void> {
    // A case that is over stands in no queue and waits for nothing.
    for (const table of ['steps', 'tasks'] as const) await this.db.deleteFrom(table).where('case_id', '=', id).execute()
    await this.db.deleteFrom('cases').where('id', '=', id).execute()
  }

  async post({ id, topic, payload, createdAt, runAt, failures, error }: OutboxRow): Promise<void> {
    const row = { id, topic, payload: JSON.stringify(payload), created_at: createdAt, run_at: runAt, failures, error }
    await this.db.insertInto('outbox').values(row).execute()
  }

  async leaseLetters(at: number, limit: number, until: number): Promise<OutboxRow[]> {
    const due = this.db.selectFrom('outbox').select('position').where('run_at', '<=', at)
    const first = this.skipLocked(due.orderBy('run_at').orderBy('position').limit(limit))
    const rows = await this.db
      .updateTable('outbox')
      .set({ run_at: until })
      .where('position', 'in', first)
      .returningAll()
      .execute()
    return rows.toSorted((a, b) => a.position - b.position).map(letterOf)
  }

  async settleLetter(id: string, outcome: 'sent' | { runAt: number; error: string }): Promise<void> {
    if (outcome === 'sent') await this.db.deleteFrom('outbox').where('id', '=', id).execute()
    else
      await this.db
        .updateTable('outbox')
        .set(({ eb }) => ({ run_at: outcome.runAt, error: outcome.error, failures: eb('failures', '+', 1) }))
        .where('id', '=', id)
        .execute()
  }

  /** Rows that another node has in hand are left to it, where several nodes work on one database. */
  protected skipLocked<T extends { forUpdate(): T; skipLocked(): T }>(query: T): T {
    return query
  }
}
