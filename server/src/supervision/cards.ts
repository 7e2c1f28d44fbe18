import type { Committing, Transaction } from '@lianban/engine/runtime'
import { tablesOf } from '../tables.ts'

/** Keeps the `cards` table in step with the cards that processes raise. */
export async function projectCards(transaction: Transaction, { caseId, events }: Committing): Promise<void> {
  const raised = events.flatMap(({ seq, at, event }) => {
    if (event.type !== 'cardRaised') return []
    const { element, colour, rule, against } = event
    return [{ id: `${caseId}.${seq}`, case_id: caseId, element, colour, rule, against, raised_at: at }]
  })
  if (raised.length > 0) await tablesOf(transaction.sql).insertInto('cards').values(raised).execute()
}
