import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Store } from '../port.ts'
import { sqliteReads } from './reads.ts'
import { migrate } from './schema.ts'
import { prepareStatements, type Statements } from './statements.ts'
import type { Tables } from './tables.ts'
import { SqliteTransaction } from './transaction.ts'

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
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) })
  const reads = new Kysely<Tables>({ dialect: new SqliteDialect({ database: reader }) })
  let statements: Statements | undefined
  return {
    ...sqliteReads(reads),
    sql: reads as unknown as Kysely<unknown>,
    async migrate() {
      migrate(database)
      statements = prepareStatements(database, db)
    },
    async transaction(work) {
      if (!statements) throw new Error('Expected migrate() before the first transaction')
      const prepared = statements
      return db.transaction().execute((transaction) => work(new SqliteTransaction(transaction, prepared)))
    },
    async close() {
      await reads.destroy()
      await db.destroy()
    },
  }
}
