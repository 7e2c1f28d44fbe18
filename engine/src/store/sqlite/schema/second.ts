import type { Database } from 'better-sqlite3'

/** Data stores: values that outlive the cases which write them. */
export function second(database: Database): void {
  database.exec('CREATE TABLE data_stores (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID')
}
