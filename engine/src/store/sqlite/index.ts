import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Store } from '../port.ts'
import { serially } from '../serially.ts'
import { sqlReads } from '../sql/reads.ts'
import type { Tables } from '../sql/tables.ts'
import { preparedOnce } from './preparedOnce.ts'
import { Recent } from './recent.ts'
import { migrate } from './schema.ts'
import { prepareStatements, type Statements } from './statements.ts'
import { SqliteTransaction } from './transaction.ts'

export { copyDatabase, damageOf } from './file.ts'

export interface SqliteStore extends Store {
  /** Reads of the same database, for tables of the embedding application; it writes through `Transaction.sql`. */
  readonly sql: Kysely<unknown>
}

/**
 * The embedded store. WAL with synchronous=FULL: an acknowledged command survives loss of power. One connection writes, one
 * reads what is committed, so that neither waits for the other.
 */
export function sqliteStore(file: string): SqliteStore {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  const reader = new Database(file, { readonly: true })
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: preparedOnce(database) }) })
  const reads = new Kysely<Tables>({ dialect: new SqliteDialect({ database: preparedOnce(reader) }) })
  const inTurn = serially()
  const recent = new Recent(database)
  let statements: Statements | undefined
  return {
    ...sqlReads(reads),
    sql: reads as unknown as Kysely<unknown>,
    async migrate() {
      migrate(database)
      statements = prepareStatements(database, db)
    },
    transaction: (work) =>
      inTurn(async () => {
        if (!statements) throw new Error('Expected migrate() before the first transaction')
        statements.begin.run()
        try {
          recent.begin()
          const transaction = new SqliteTransaction(db, statements, recent)
          const result = await work(transaction)
          statements.commit.run()
          transaction.committed()
          return result
        } catch (error) {
          if (database.inTransaction) statements.rollback.run()
          throw error
        }
      }),
    async close() {
      await inTurn(async () => {
        await reads.destroy()
        await db.destroy()
      })
    },
  }
}
