import { dayOf } from '@lianban/engine'
import type { Duty, Runtime } from '@lianban/engine/runtime'
import type { Server } from '../../context.ts'
import { tablesOf, type ServerDb, type ServerTables } from '../../tables.ts'
import { reportingLine } from '../reporting.ts'
import { cardRules } from '../rules/ruleStore.ts'
import { act } from './actions.ts'
import { enter } from './ledger.ts'
import { answerDueAt, raise } from './raise.ts'

type Card = ServerTables['cards']

const together = 64

/** Does what is due about cards: the step's own consequence, and the next rung of the reporting line when nobody answers. */
export const cardDuty = (server: () => Server, told: (caseId: string) => void): Duty => ({
  name: 'supervision cards',
  async next() {
    const { at } = await server()
      .db.selectFrom('cards')
      .select(({ fn }) => fn.min('look_at').as('at'))
      .where('look_at', 'is not', null)
      .executeTakeFirstOrThrow()
    return at === null ? undefined : Number(at)
  },
  async take(at) {
    const due = await server()
      .db.selectFrom('cards')
      .selectAll()
      .where('look_at', '<=', at)
      .orderBy('look_at')
      .limit(together)
      .execute()
    for (const card of due) {
      if (card.action === '') await escalate(server().runtime, card, at)
      else await act(server(), card, at)
      told(card.case_id)
    }
    return due.length
  },
})

/** Nobody has answered in time: one rung up, and, where a rule says so, a card for the silence. */
async function escalate(runtime: Runtime, card: Card, at: number): Promise<void> {
  const { calendar } = runtime
  const today = dayOf(at, calendar.zone)
  await runtime.transaction(async ({ sql }) => {
    const db = tablesOf(sql)
    const waits = card.state === 'open' || card.state === 'rejected'
    const line = await reportingLine(db, card.against, today)
    const up = line.find(({ level }) => level === card.level + 1)
    const { rules } = await cardRules(db)
    const days = rules.find(({ id }) => id === card.rule_id)?.answerDays ?? 2
    if (!waits || !up) {
      await db
        .updateTable('cards')
        .set({ look_at: null })
        .where('id', '=', card.id)
        .where('revision', '=', card.revision)
        .execute()
    } else {
      const entered = await enter(
        db,
        card,
        { kind: 'escalated', at, detail: { to: up.name, people: up.people.map(({ name }) => name).join('、') } },
        { level: up.level, look_at: answerDueAt(calendar, today, days) },
      )
      if (!entered) return
    }
    if (waits) await raiseForSilence(db, card, rules, calendar, at)
  })
}

async function raiseForSilence(
  db: ServerDb,
  card: Card,
  rules: Awaited<ReturnType<typeof cardRules>>['rules'],
  calendar: Runtime['calendar'],
  at: number,
): Promise<void> {
  const rule = rules.find(
    ({ enabled, trigger, processes }) =>
      enabled &&
      trigger.on === 'unanswered' &&
      trigger.colour === card.colour &&
      (processes.length === 0 || processes.includes(card.process)),
  )
  if (!rule || card.cause !== '') return
  await raise(
    db,
    {
      id: `${card.id}.${rule.id}`,
      caseId: card.case_id,
      process: card.process,
      element: card.element,
      colour: rule.colour,
      rule: { id: rule.id, ...rule.name },
      department: card.against,
      holder: { person: card.person, post: card.post },
      level: rule.level,
      answerDays: rule.answerDays,
      action: 'none',
      cause: card.id,
    },
    calendar,
    at,
  )
}
