import type { Store } from '../port.ts'
import { serially } from '../serially.ts'
import { memoryReads } from './reads.ts'
import { emptyTables } from './tables.ts'
import { MemoryTransaction } from './transaction.ts'

/** A store that forgets: for tests, examples and the browser. Transactions run one after the other. */
export function memoryStore(): Store {
  const tables = emptyTables()
  const inTurn = serially()
  return {
    ...memoryReads(tables),
    async migrate() {},
    transaction: (work) =>
      inTurn(async () => {
        const transaction = new MemoryTransaction(tables)
        try {
          return await work(transaction)
        } catch (error) {
          transaction.rollback()
          throw error
        }
      }),
    async close() {},
  }
}
