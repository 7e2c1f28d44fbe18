import type { CardEntry } from '../../contract/index.ts'
import type { ServerDb, ServerTables } from '../../tables.ts'

type Card = ServerTables['cards']

/** Who acted, as they were at the time; nobody where the system did. */
export interface Hand {
  readonly id: string
  readonly name: string
  readonly post: string
  readonly department: string
}

export const system: Hand = { id: '', name: '', post: '', department: '' }

export interface Entry {
  readonly kind: CardEntry['kind']
  readonly at: number
  readonly hand?: Hand
  readonly words?: string
  readonly detail?: Readonly<Record<string, string>>
}

/** Changes that an entry brings to the card. */
export type CardChange = Partial<Pick<Card, 'state' | 'level' | 'answer_due' | 'look_at' | 'action'>>

/**
 * Writes an entry behind the last one. False when the card has got another entry since `revision`: then nothing is written,
 * so that of two hands, or two nodes, one acts.
 */
export async function enter(
  db: ServerDb,
  card: Pick<Card, 'id' | 'revision'>,
  { kind, at, hand = system, words = '', detail = {} }: Entry,
  change: CardChange = {},
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('cards')
    .set({ ...change, revision: card.revision + 1 })
    .where('id', '=', card.id)
    .where('revision', '=', card.revision)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await writeEntry(db, card.id, card.revision + 1, { kind, at, hand, words, detail })
  return true
}

async function writeEntry(db: ServerDb, cardId: string, seq: number, entry: Required<Entry>): Promise<void> {
  const { kind, at, hand, words, detail } = entry
  await db
    .insertInto('card_ledger')
    .values({
      card_id: cardId,
      seq,
      at,
      kind,
      by_id: hand.id,
      by_name: hand.name,
      post: hand.post,
      department: hand.department,
      words,
      detail: JSON.stringify(detail),
    })
    .execute()
}

/** Writes a new card with the first line of its ledger; false when the card is there already. */
export async function insertCard(db: ServerDb, card: Card): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('cards')
    .values(card)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n) return false
  const detail = card.cause === '' ? {} : { cause: card.cause }
  await writeEntry(db, card.id, card.revision, { kind: 'raised', at: card.raised_at, hand: system, words: '', detail })
  return true
}
