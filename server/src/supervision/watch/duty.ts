import { calendarFor, dayOf, type State } from '@lianban/engine'
import type { Duty, Runtime, Transaction } from '@lianban/engine/runtime'
import { tablesOf, type ServerDb, type ServerTables } from '../../tables.ts'
import { drawnColours } from '../cards/modelCards.ts'
import { overdueAction } from '../cards/overdue.ts'
import { holderUnder, raise } from '../cards/raise.ts'
import { lightBy, looksOf } from '../rules/looks.ts'
import { cardRules } from '../rules/ruleStore.ts'
import { lightCase } from './rows.ts'

type Watched = ServerTables['clock_watch']
type Rules = Awaited<ReturnType<typeof cardRules>>['rules']

/** Clocks that one transaction looks at. */
const together = 256

/** Looks at each legal clock at the instant at which a rule begins to apply to it, and raises the card. */
export const watchDuty = (runtime: () => Runtime, db: () => ServerDb, told: (caseId: string) => void): Duty => ({
  name: 'watch on legal clocks',
  async next() {
    const { at } = await db()
      .selectFrom('clock_watch')
      .select(({ fn }) => fn.min('look_at').as('at'))
      .where('look_at', 'is not', null)
      .executeTakeFirstOrThrow()
    return at === null ? undefined : Number(at)
  },
  async take(at) {
    const looked = await runtime().transaction(async (transaction) => {
      const own = tablesOf(transaction.sql)
      const due = await own
        .selectFrom('clock_watch')
        .selectAll()
        .where('look_at', '<=', at)
        .orderBy('look_at')
        .orderBy('case_id')
        .limit(together)
        .execute()
      const { rules } = await cardRules(own)
      // Cases are locked in one order, so that nodes which look at the same clocks wait for each other instead of dying.
      for (const row of due.toSorted((a, b) => (a.case_id < b.case_id ? -1 : 1)))
        await look(runtime(), transaction, own, row, rules, at)
      return due
    })
    for (const caseId of new Set(looked.map(({ case_id }) => case_id))) told(caseId)
    return looked.length
  },
})

async function look(
  runtime: Runtime,
  transaction: Transaction,
  db: ServerDb,
  seen: Watched,
  rules: Rules,
  at: number,
): Promise<void> {
  const row = await transaction.loadCase(seen.case_id)
  const instance = row?.state.instances.get(seen.key)
  const calendar = instance?.clock ? calendarFor(instance.clock.limit, runtime.counting) : runtime.calendar
  const looks = instance?.clock ? looksOf(instance.clock, seen.process, rules, calendar) : []
  const next = looks.find((each) => each.at > at)?.at ?? null
  const { numUpdatedRows } = await db
    .updateTable('clock_watch')
    .set({ look_at: next, light: lightBy(looks, at) })
    .where('case_id', '=', seen.case_id)
    .where('key', '=', seen.key)
    // Whoever comes second finds that somebody has looked.
    .where('look_at', '=', seen.look_at)
    .executeTakeFirst()
  if (numUpdatedRows === 0n || !row || !instance?.clock) return
  const today = dayOf(at, calendar.zone)
  const graph = await runtime.graph(row.process, row.version)
  const drawn = drawnColours(graph, instance.element)
  for (const { rule } of looks.filter((each) => each.at <= at)) {
    if (drawn.has(rule.colour)) continue
    await raise(
      db,
      {
        id: `${seen.case_id}.${seen.key}.${rule.id}.${seen.due_on ?? ''}`,
        caseId: seen.case_id,
        process: seen.process,
        element: instance.element,
        colour: rule.colour,
        rule: { id: rule.id, ...rule.name },
        department: seen.responsible,
        holder: await holderUnder(db, row.state as State, seen.key, today),
        clock: { key: seen.key, state: instance.clock },
        level: rule.level,
        answerDays: rule.answerDays,
        action: rule.trigger.on === 'passed' ? (overdueAction(graph, instance.element) ?? rule.action) : rule.action,
      },
      calendar,
      at,
    )
  }
  lightCase(transaction, seen.case_id)
}
