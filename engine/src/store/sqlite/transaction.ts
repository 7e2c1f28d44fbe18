import { sql, type Kysely, type Transaction as KyselyTransaction } from 'kysely'
import { encodeState, listedStatus } from '../../step/state.ts'
import type { Json, Variables } from '../../expression/expression.ts'
import { ownersOf } from '../owners.ts'
import {
  noDue,
  type CaseChange,
  type Definition,
  type MessageRow,
  type StartRow,
  type SubscriptionRow,
  type TaskRow,
  type Transaction,
} from '../port.ts'
import type { Statements } from './statements.ts'
import { caseOf, taskOf, type Tables } from './tables.ts'

export class SqliteTransaction implements Transaction {
  readonly sql: Kysely<unknown>
  readonly #db: KyselyTransaction<Tables>
  readonly #run: Statements

  constructor(db: KyselyTransaction<Tables>, statements: Statements) {
    this.#db = db
    this.#run = statements
    this.sql = db as unknown as Kysely<unknown>
  }

  async loadCase(id: string) {
    const row = this.#run.loadCase.get(id) as Tables['cases'] | undefined
    return row && caseOf(row)
  }

  async loadTask(id: string) {
    const row = await this.#db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst()
    return row && taskOf(row)
  }

  async write(change: CaseChange): Promise<void> {
    const { state } = change
    const saved = encodeState(state)
    if (change.created) {
      this.#run.insertCase.run(
        state.case,
        state.process,
        state.version,
        change.businessKey,
        listedStatus(state),
        change.startedAt,
        change.endedAt,
        saved,
      )
    } else this.#run.updateCase.run(listedStatus(state), change.endedAt, saved, state.case)
    for (const { seq, at, event } of change.events)
      this.#run.insertEvent.run(state.case, seq, at, event.type, JSON.stringify(event))
    for (const task of change.tasks) this.#writeTask(task)
    for (const timer of change.timersGone) this.#run.dropTimer.run(timer.caseId, timer.key, timer.element)
    for (const timer of change.timersSet) this.#run.putTimer.run(timer.caseId, timer.key, timer.element, timer.due)
    for (const s of change.subscriptionsGone) this.#run.dropSubscription.run(s.caseId, s.key, s.element, s.trigger)
    for (const s of change.subscriptionsSet) {
      this.#run.putSubscription.run(s.caseId, s.key, s.element, s.trigger, s.kind, s.name, s.correlationKey)
    }
    for (const job of change.jobsGone) this.#run.dropJob.run(job.caseId, job.key)
    for (const job of change.jobsSet) {
      this.#run.putJob.run(
        job.caseId,
        job.key,
        job.element,
        job.type,
        job.retries,
        JSON.stringify(job.headers),
        job.runAt,
      )
    }
  }

  #writeTask(task: TaskRow): void {
    this.#run.putTask.run(
      task.id,
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
    )
    this.#run.unqueueTask.run(task.id)
    for (const owner of ownersOf(task)) this.#run.queueTask.run(owner, task.dueAt ?? noDue, task.id)
  }

  async insertDefinition(definition: Definition): Promise<void> {
    const { deployedAt, deployedBy, resources, ...same } = definition
    await this.#db
      .insertInto('definitions')
      .values({ ...same, resources: JSON.stringify(resources), deployed_at: deployedAt, deployed_by: deployedBy })
      .execute()
  }

  async lastVersion(process: string): Promise<number> {
    const row = await this.#db
      .selectFrom('definitions')
      .select(({ fn }) => fn.max('version').as('last'))
      .where('process', '=', process)
      .executeTakeFirst()
    return row?.last ?? 0
  }

  async setStarts(process: string, starts: readonly StartRow[]): Promise<void> {
    await this.#db.deleteFrom('starts').where('process', '=', process).execute()
    if (starts.length > 0)
      await this.#db
        .insertInto('starts')
        .values([...starts])
        .execute()
  }

  async startsFor(kind: StartRow['kind'], name: string): Promise<StartRow[]> {
    const rows = await this.#db
      .selectFrom('starts')
      .selectAll()
      .where('kind', '=', kind)
      .where('name', '=', name)
      .execute()
    return rows as StartRow[]
  }

  async subscribers(kind: SubscriptionRow['kind'], name: string): Promise<SubscriptionRow[]> {
    const rows = await this.#db
      .selectFrom('subscriptions')
      .selectAll()
      .where('kind', '=', kind)
      .where('name', '=', name)
      .orderBy(sql`rowid`)
      .execute()
    return rows.map((row) => ({
      caseId: row.case_id,
      key: row.key,
      element: row.element,
      trigger: row.trigger_index,
      kind,
      name,
      correlationKey: row.correlation_key,
    }))
  }

  async keepMessage({ name, correlationKey, variables, expiresAt }: MessageRow): Promise<void> {
    const row = { name, correlation_key: correlationKey, variables: JSON.stringify(variables), expires_at: expiresAt }
    await this.#db.insertInto('messages').values(row).execute()
  }

  async takeMessage(name: string, correlationKey: string | null, at: number): Promise<MessageRow | undefined> {
    await this.#db.deleteFrom('messages').where('name', '=', name).where('expires_at', '<=', at).execute()
    const all = this.#db.selectFrom('messages').selectAll().where('name', '=', name)
    const mine = correlationKey === null ? all : all.where('correlation_key', '=', correlationKey)
    const row = await mine.orderBy('id').limit(1).executeTakeFirst()
    if (!row) return undefined
    await this.#db.deleteFrom('messages').where('id', '=', row.id).execute()
    const variables = JSON.parse(row.variables) as Variables
    return { name, correlationKey: row.correlation_key, variables, expiresAt: row.expires_at }
  }

  async storedData(names: readonly string[]): Promise<Variables> {
    if (names.length === 0) return {}
    const rows = await this.#db.selectFrom('data_stores').selectAll().where('name', 'in', names).execute()
    return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as Json]))
  }

  async storeData(values: Variables): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      await this.#db
        .replaceInto('data_stores')
        .values({ name, value: JSON.stringify(value) })
        .execute()
    }
  }

  async serial(series: string): Promise<number> {
    const row = await this.#db
      .insertInto('serials')
      .values({ series, last: 1 })
      .onConflict((conflict) =>
        conflict.column('series').doUpdateSet(({ eb, ref }) => ({ last: eb(ref('serials.last'), '+', 1) })),
      )
      .returning('last')
      .executeTakeFirstOrThrow()
    return row.last
  }

  async recall(request: string): Promise<Variables | undefined> {
    const row = this.#run.recall.get(request) as { answer: string } | undefined
    return row && (JSON.parse(row.answer) as Variables)
  }

  async remember(request: string, answer: Variables, at: number): Promise<void> {
    this.#run.remember.run(request, JSON.stringify(answer), at)
  }

  async setSetting(name: string, value: string): Promise<void> {
    await this.#db.replaceInto('settings').values({ name, value }).execute()
  }
}
