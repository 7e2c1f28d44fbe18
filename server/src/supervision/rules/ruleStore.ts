import type { CardRule, CardRules } from '../../contract/index.ts'
import type { Server } from '../../context.ts'
import type { Actor } from '../../people/people.ts'
import { ApiError } from '../../problem.ts'
import { prepared } from '../../prepared.ts'
import { tablesOf, type ServerDb } from '../../tables.ts'
import { defaultRules } from './defaults.ts'

const only = 'rules'

const select = prepared((db) => db.selectFrom('card_rules').select(['revision', 'rules']))

/** The rules in force; the defaults until somebody has changed them. */
export async function cardRules(db: ServerDb): Promise<CardRules> {
  const { rows } = await db.executeQuery(select(db, {}).compile())
  const [row] = rows
  return row ? { revision: row.revision, rules: rulesIn(row.rules) } : { revision: 0, rules: [...defaultRules] }
}

let last: { readonly text: string; readonly rules: CardRule[] } | undefined

/** Every step asks, and the text is seldom another than the last time. */
function rulesIn(text: string): CardRule[] {
  if (last?.text !== text) last = { text, rules: JSON.parse(text) as CardRule[] }
  return last.rules
}

/** New rules hold at once for every clock that runs: each is looked at again. Cards that were raised stay. */
export async function saveRules(server: Server, actor: Actor, { revision, rules }: CardRules): Promise<CardRules> {
  const { runtime } = server
  const ids = rules.map(({ id }) => id)
  if (new Set(ids).size < ids.length)
    throw new ApiError(422, 'rule-twice', 'Two rules have the same id', { remedy: 'Give each rule an id of its own' })
  await runtime.transaction(async ({ sql }) => {
    const db = tablesOf(sql)
    const before = await cardRules(db)
    if (before.revision !== revision)
      throw new ApiError(409, 'rules-changed', `The rules were changed meanwhile: revision ${before.revision}`, {
        remedy: 'Load them again and repeat the change',
      })
    const now = runtime.clock.now()
    const row = { revision: revision + 1, rules: JSON.stringify(rules), saved_at: now, saved_by: actor.id }
    await db
      .insertInto('card_rules')
      .values({ id: only, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
    await db.updateTable('clock_watch').set({ look_at: now }).where('state', '=', 'running').execute()
  })
  runtime.wake()
  return cardRules(server.db)
}
