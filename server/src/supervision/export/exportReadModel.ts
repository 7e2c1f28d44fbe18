import type { ServerDb } from '../../tables.ts'
import type { Period } from '../figures/leagueReadModel.ts'

/** A sheet stays within what a spreadsheet program shows comfortably. */
const most = 100_000

/** Cards raised from one instant to another with their last explanation and judgement. */
export async function cardsWithWords(db: ServerDb, from: number, to: number, process?: string) {
  let query = db
    .selectFrom('cards')
    .innerJoin('case_list', 'case_list.case_id', 'cards.case_id')
    .selectAll('cards')
    .select(['case_list.case_no', 'case_list.title'])
    .where('raised_at', '>=', from)
    .where('raised_at', '<', to)
  if (process !== undefined) query = query.where('cards.process', '=', process)
  const cards = await query.orderBy('raised_at').orderBy('cards.id').limit(most).execute()
  const entries = await db
    .selectFrom('card_ledger')
    .innerJoin('cards', 'cards.id', 'card_ledger.card_id')
    .select(['card_id', 'kind', 'words', 'seq'])
    .where('raised_at', '>=', from)
    .where('raised_at', '<', to)
    .where('kind', 'in', ['explain', 'accept', 'reject', 'revoke', 'uphold', 'overturn'])
    .orderBy('seq')
    .execute()
  const last = new Map<string, { explanation: string; outcome: string }>()
  for (const { card_id, kind, words } of entries) {
    const known = last.get(card_id) ?? { explanation: '', outcome: '' }
    last.set(card_id, kind === 'explain' ? { ...known, explanation: words } : { ...known, outcome: words })
  }
  return cards.map((card) => ({ ...card, ...(last.get(card.id) ?? { explanation: '', outcome: '' }) }))
}

export const stopsOf = (db: ServerDb, { from, to }: Period) =>
  db
    .selectFrom('clock_stops')
    .innerJoin('case_list', 'case_list.case_id', 'clock_stops.case_id')
    .selectAll('clock_stops')
    .select(['case_list.case_no', 'case_list.title'])
    .where('from_on', '>=', from)
    .where('from_on', '<=', to)
    .orderBy('from_on')
    .limit(most)
    .execute()

/** Cases received from one instant to another, by process. */
export async function receivedCounts(db: ServerDb, from: number, to: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('case_list')
    .select(({ fn }) => ['process', fn.countAll<number>().as('count')])
    .where('received_at', '>=', from)
    .where('received_at', '<', to)
    .groupBy('process')
    .execute()
  return new Map(rows.map(({ process, count }) => [process, Number(count)]))
}
