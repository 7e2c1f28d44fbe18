import type { Store } from '../port.ts'
import { memoryReads } from './reads.ts'
import { emptyTables } from './tables.ts'
import { MemoryTransaction } from './transaction.ts'

/** A store that forgets: for tests, examples and the browser. Transactions run one after the other. */
export function memoryStore(): Store {
  const tables = emptyTables()
  let last: Promise<unknown> = Promise.resolve()
  return {
    ...memoryReads(tables),
    async migrate() {},
    transaction(work) {
      const run = async () => {
        const transaction = new MemoryTransaction(tables)
        try {
          return await work(transaction)
        } catch (error) {
          transaction.rollback()
          throw error
        }
      }
      const mine = last.then(run)
      last = mine.catch(() => {})
      return mine
    },
    async close() {},
  }
}
