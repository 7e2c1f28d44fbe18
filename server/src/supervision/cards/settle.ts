import { prepared } from '../../prepared.ts'
import type { ServerDb } from '../../tables.ts'
import { enter } from './ledger.ts'

const open = prepared((db, { case_id, key }: { readonly case_id: string; readonly key: number }) =>
  db
    .selectFrom('cards')
    .select(['id', 'revision'])
    .where('case_id', '=', case_id)
    .where('clock_key', '=', key)
    .where('colour', '=', 'blue')
    .where('state', 'in', ['open', 'explained', 'rejected']),
)

/** A reminder has served once its clock has ended; cards that blame somebody stay open. */
export async function settleReminders(
  db: ServerDb,
  caseId: string,
  keys: readonly number[],
  at: number,
): Promise<void> {
  for (const key of keys) {
    const { rows } = await db.executeQuery(open(db, { case_id: caseId, key }).compile())
    for (const card of rows)
      await enter(db, card, { kind: 'settled', at }, { state: 'settled', answer_due: null, look_at: null, action: '' })
  }
}
