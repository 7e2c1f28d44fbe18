import type { Runtime, Transaction } from '@lianban/engine/runtime'
import { tablesOf } from '../tables.ts'

/** Writes down who changed calendars and limits, in the transaction of the change. */
export const noteChange =
  (runtime: Runtime, by: string, what: string, detail: string) =>
  async (transaction: Transaction, revision: number): Promise<void> => {
    const row = { revision, at: runtime.clock.now(), person_id: by, what, detail }
    await tablesOf(transaction.sql).insertInto('almanac_changes').values(row).execute()
  }
