import type { ServerDb } from '../../tables.ts'
import { enter } from './ledger.ts'

/** A reminder has served once its clock has ended; cards that blame somebody stay open. */
export async function settleReminders(
  db: ServerDb,
  caseId: string,
  keys: readonly number[],
  at: number,
): Promise<void> {
  if (keys.length === 0) return
  const cards = await db
    .selectFrom('cards')
    .select(['id', 'revision'])
    .where('case_id', '=', caseId)
    .where('clock_key', 'in', keys)
    .where('colour', '=', 'blue')
    .where('state', 'in', ['open', 'explained', 'rejected'])
    .execute()
  for (const card of cards)
    await enter(db, card, { kind: 'settled', at }, { state: 'settled', answer_due: null, look_at: null, action: '' })
}
