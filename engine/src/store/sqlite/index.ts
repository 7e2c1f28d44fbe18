import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Needs, Store, Transaction } from '../port.ts'
import { serially } from '../serially.ts'
import { sqlReads } from '../sql/reads.ts'
import type { Tables } from '../sql/tables.ts'
import { writerDialect } from './dialect.ts'
import { preparedOnce } from './preparedOnce.ts'
import { Recent } from './recent.ts'
import { migrate } from './schema.ts'
import { Snapshot } from './snapshot.ts'
import { SqliteTransaction } from './transaction.ts'
import { Overtaken, Writer } from './writer.ts'

export { copyDatabase, damageOf } from './file.ts'

export interface SqliteStore extends Store {
  /** Reads of the same database, for tables of the embedding application; it writes through `Transaction.sql`. */
  readonly sql: Kysely<unknown>
}

/** Tries of a transaction that was computed from what turned out not to be so. */
const tries = 10

/**
 * The embedded store. WAL with synchronous=FULL: an acknowledged command survives loss of power. A thread writes; this one
 * computes the next transaction meanwhile, and reads what is committed without waiting.
 */
export function sqliteStore(file: string): SqliteStore {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.close()
  const reader = new Database(file, { readonly: true })
  const reads = new Kysely<Tables>({ dialect: new SqliteDialect({ database: preparedOnce(reader) }) })
  const inTurn = serially()
  const recent = new Recent()
  const beside = new Database(file, { readonly: true })
  let opened: { writer: Writer; snapshot: Snapshot } | undefined
  let current: SqliteTransaction | undefined
  const db = new Kysely<Tables>({
    dialect: writerDialect((query) => {
      if (current) return current.ask(query)
      throw new Error('Expected a query while its transaction is open, but the transaction is over')
    }),
  })

  /** Transactions are computed one after the other; the next one begins while this one is committed. */
  async function once<T>(work: (transaction: Transaction) => Promise<T>, needs: readonly Needs[]): Promise<T> {
    const { result, durable } = await inTurn(async () => {
      if (!opened) throw new Error('Expected migrate() before the first transaction')
      const transaction = new SqliteTransaction({ db, recent, ...opened })
      current = transaction
      try {
        transaction.prepare(needs)
        const done = await work(transaction)
        return { result: done, durable: transaction.commit() }
      } catch (error) {
        await transaction.rollback()
        throw error
      } finally {
        current = undefined
      }
    })
    await durable
    return result
  }

  return {
    ...sqlReads(reads),
    sql: reads as unknown as Kysely<unknown>,
    // One part is computed while the other is written.
    lanes: 2,
    leastTogether: 4,
    async migrate() {
      if (opened) return
      const migrating = new Database(file)
      migrate(migrating)
      migrating.close()
      const writer = new Writer(file, () => recent.forget())
      await writer.ready()
      opened = { writer, snapshot: new Snapshot(beside) }
    },
    async transaction(work, needs = []) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(work, needs)
        } catch (error) {
          if (attempt === tries || !(error instanceof Overtaken)) throw error
        }
      }
    },
    async close() {
      await inTurn(async () => {
        await opened?.writer.close()
        await reads.destroy()
        beside.close()
      })
    },
  }
}
