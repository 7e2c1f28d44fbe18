import type { Transaction } from '@lianban/engine/runtime'
import { prepared } from '../../prepared.ts'
import { tablesOf, type ServerDb } from '../../tables.ts'
import { system } from './ledger.ts'

interface Settled {
  readonly case_id: string
  readonly key: number
  readonly at: number
}

const open = ['open', 'explained', 'rejected'] as const

/** The reminders of a clock that are not settled yet, each with the next line of its ledger. */
const lines = (db: ServerDb, { case_id, key, at }: Settled) =>
  db
    .selectFrom('cards')
    .select(({ cast, val, eb, ref }) => [
      'id as card_id',
      eb(ref('revision'), '+', eb.lit(1)).as('seq'),
      cast<number>(val(at), 'bigint').as('at'),
      cast<string>(val('settled'), 'text').as('kind'),
      cast<string>(val(system.id), 'text').as('by_id'),
      cast<string>(val(system.name), 'text').as('by_name'),
      cast<string>(val(system.post), 'text').as('post'),
      cast<string>(val(system.department), 'text').as('department'),
      cast<string>(val(''), 'text').as('words'),
      cast<string>(val('{}'), 'text').as('detail'),
    ])
    .where('case_id', '=', case_id)
    .where('clock_key', '=', key)
    .where('colour', '=', 'blue')
    .where('state', 'in', open)

const enter = prepared((db, one: Settled) =>
  db
    .insertInto('card_ledger')
    .columns(['card_id', 'seq', 'at', 'kind', 'by_id', 'by_name', 'post', 'department', 'words', 'detail'])
    .expression(lines(db, one)),
)

const settle = prepared((db, { case_id, key }: Settled) =>
  db
    .updateTable('cards')
    .set(({ eb, ref }) => ({
      state: 'settled',
      answer_due: null,
      look_at: null,
      action: '',
      revision: eb(ref('revision'), '+', eb.lit(1)),
    }))
    .where('case_id', '=', case_id)
    .where('clock_key', '=', key)
    .where('colour', '=', 'blue')
    .where('state', 'in', open),
)

/** A reminder has served once its clock has ended; cards that blame somebody stay open. Nobody has to read which there are. */
export function settleReminders(transaction: Transaction, caseId: string, keys: readonly number[], at: number): void {
  const db = tablesOf(transaction.sql)
  for (const key of keys) {
    const one = { case_id: caseId, key, at }
    transaction.later(enter(db, one))
    transaction.later(settle(db, one))
  }
}
