import { unsealed, type Command, type MigrationPlan } from '@lianban/engine'
import { timeOrderedId, type Runtime } from '@lianban/engine/runtime'
import type { Selectable } from 'kysely'
import { tablesOf, type ServerDb, type ServerTables } from '../tables.ts'
import { movedOutcome, refusedOutcome, type CaseOutcome } from './outcome.ts'

export type MigrationRow = Selectable<ServerTables['migrations']>

/** Cases that are looked at, or moved, at the same time: they share durable commits. */
const together = 32

interface Needs {
  readonly runtime: Runtime
  readonly db: ServerDb
  readonly onError: (error: unknown, doing: string) => void
}

export interface Begun {
  readonly process: string
  readonly from: number
  readonly to: number
  readonly plan: MigrationPlan
  readonly reason: string
  readonly by: string
  readonly cases?: readonly string[]
  readonly undoes?: string
}

/**
 * Migrations of many cases: a dry run over a copy of every live one, then the run that does what it says, each case by itself.
 * Both can be broken off at any moment and go on where they stood: what a case was asked once it is not asked again.
 */
export class Migrations {
  readonly #needs: Needs
  readonly #working = new Map<string, Promise<void>>()
  #closed = false

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** Writes down which cases it is about, and begins to try them out. */
  async begin({ process, from, to, plan, reason, by, cases, undoes = undefined }: Begun): Promise<string> {
    const { runtime } = this.#needs
    const id = timeOrderedId()
    await runtime.transaction(async ({ sql }) => {
      const db = tablesOf(sql)
      await db
        .insertInto('migrations')
        .values({
          id,
          process,
          from_version: from,
          to_version: to,
          plan: JSON.stringify(plan),
          reason,
          by_person: by,
          created_at: runtime.clock.now(),
          state: 'trying',
          undoes: undoes ?? null,
        })
        .execute()
      const live = db
        .selectFrom('case_list')
        .where('process', '=', process)
        .where('version', '=', from)
        .where('ended_at', 'is', null)
      const wanted = cases === undefined ? live : live.where('case_id', 'in', cases.length > 0 ? cases : [''])
      await db
        .insertInto('migration_cases')
        .columns(['migration_id', 'case_id', 'outcome', 'problems', 'notes', 'lossless'])
        .expression(
          wanted.select(({ val }) => [
            val(id).as('migration_id'),
            'case_id',
            val('waiting').as('outcome'),
            val('[]').as('problems'),
            val('[]').as('notes'),
            val(0).as('lossless'),
          ]),
        )
        .execute()
    })
    this.#work(id)
    return id
  }

  /** Does what the dry run says; the named cases stay where they are. */
  async run(id: string, except: readonly string[]): Promise<void> {
    await this.#needs.runtime.transaction(async ({ sql }) => {
      const db = tablesOf(sql)
      if (except.length > 0) {
        await db
          .updateTable('migration_cases')
          .set({ outcome: 'stayed' })
          .where('migration_id', '=', id)
          .where('outcome', '=', 'moves')
          .where('case_id', 'in', except)
          .execute()
      }
      await db.updateTable('migrations').set({ state: 'running' }).where('id', '=', id).execute()
    })
    this.#work(id)
  }

  /** Stops behind the cases that are in hand; `run` goes on. */
  async pause(id: string): Promise<void> {
    await this.#setState(id, 'paused', 'running')
    await this.#working.get(id)
  }

  /** Takes up what an earlier life of the server has left. */
  async resume(): Promise<void> {
    const left = await this.#needs.db
      .selectFrom('migrations')
      .select('id')
      .where('state', 'in', ['trying', 'running'])
      .execute()
    for (const { id } of left) this.#work(id)
  }

  /** Answers once nothing is in hand any more. */
  async idle(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working.values())
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.idle()
  }

  #work(id: string): void {
    if (this.#working.has(id)) return
    const work = this.#through(id)
      .catch((error: unknown) => this.#needs.onError(error, `migration ${id}`))
      .finally(() => this.#working.delete(id))
    this.#working.set(id, work)
  }

  async #through(id: string): Promise<void> {
    while (!this.#closed) {
      const migration = await this.row(id)
      const doing = migration?.state
      if (!migration || (doing !== 'trying' && doing !== 'running')) return
      const next = await this.#needs.db
        .selectFrom('migration_cases')
        .select('case_id')
        .where('migration_id', '=', id)
        .where('outcome', '=', doing === 'trying' ? 'waiting' : 'moves')
        .orderBy('case_id')
        .limit(together)
        .execute()
      if (next.length === 0) return this.#setState(id, doing === 'trying' ? 'tried' : 'done', doing)
      const ask = doing === 'trying' ? this.#tryOut : this.#move
      const command: Command = {
        type: 'migrate',
        version: migration.to_version,
        plan: JSON.parse(migration.plan) as MigrationPlan,
        reason: migration.reason,
        by: migration.by_person,
      }
      const outcomes = await Promise.all(
        next.map(async ({ case_id }) => [case_id, await ask.call(this, id, case_id, command)] as const),
      )
      await this.#write(id, outcomes)
    }
  }

  async #tryOut(_: string, caseId: string, command: Command): Promise<CaseOutcome> {
    const tried = await this.#needs.runtime.tryOut(caseId, command)
    if (!tried) return { outcome: 'over', problems: [], notes: [], lossless: false }
    return 'rejection' in tried ? refusedOutcome(tried.rejection) : movedOutcome('moves', tried.events)
  }

  /** The request makes a repetition after a crash harmless. */
  async #move(id: string, caseId: string, command: Command): Promise<CaseOutcome> {
    const { runtime } = this.#needs
    const before = (await runtime.store.case(caseId))?.state.seq ?? 0
    const outcome = await runtime.dispatch(caseId, command, { request: `migration:${id}:${caseId}` })
    if (!outcome.ok) {
      const refused = refusedOutcome(outcome.rejection)
      return { ...refused, outcome: refused.outcome === 'over' ? 'over' : 'stayed' }
    }
    // What was done before a crash stands further back.
    const after = outcome.repeated ? 0 : before
    const steps = (await runtime.store.steps(caseId, { after })).map((step) => unsealed(step).map(({ event }) => event))
    const step = steps.findLast((events) => events.some(({ type }) => type === 'caseMigrated'))
    return movedOutcome('moved', step ?? [])
  }

  async #write(id: string, outcomes: readonly (readonly [string, CaseOutcome])[]): Promise<void> {
    await this.#needs.runtime.transaction(async ({ sql }) => {
      for (const [caseId, { outcome, problems, notes, lossless }] of outcomes) {
        await tablesOf(sql)
          .updateTable('migration_cases')
          .set({
            outcome,
            problems: JSON.stringify(problems),
            notes: JSON.stringify(notes),
            lossless: lossless ? 1 : 0,
          })
          .where('migration_id', '=', id)
          .where('case_id', '=', caseId)
          .execute()
      }
    })
  }

  row(id: string): Promise<MigrationRow | undefined> {
    return this.#needs.db.selectFrom('migrations').selectAll().where('id', '=', id).executeTakeFirst()
  }

  async #setState(id: string, state: string, from: string): Promise<void> {
    await this.#needs.runtime.transaction(async ({ sql }) => {
      await tablesOf(sql)
        .updateTable('migrations')
        .set({ state })
        .where('id', '=', id)
        .where('state', '=', from)
        .execute()
    })
  }
}
