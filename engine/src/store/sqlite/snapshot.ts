import type { Database, Statement } from 'better-sqlite3'
import { preparedOnce } from './preparedOnce.ts'
import { prepareReads, type PreparedReads } from './statements.ts'

/**
 * One instant of the committed file, for the reads of a transaction: it is taken at the first of them, so that all others cost
 * no lock of the file, and given up at the end of the transaction.
 */
export class Snapshot {
  readonly #database: Database
  readonly #once: ReturnType<typeof preparedOnce>
  readonly #reads: PreparedReads
  readonly #begin: Statement
  readonly #commit: Statement

  constructor(database: Database) {
    this.#database = database
    this.#once = preparedOnce(database)
    this.#reads = prepareReads(database)
    this.#begin = database.prepare('BEGIN')
    this.#commit = database.prepare('COMMIT')
  }

  get reads(): PreparedReads {
    if (!this.#database.inTransaction) this.#begin.run()
    return this.#reads
  }

  all(text: string, parameters: readonly unknown[]): unknown[] {
    if (!this.#database.inTransaction) this.#begin.run()
    return this.#once.prepare(text).all(parameters)
  }

  close(): void {
    if (this.#database.inTransaction) this.#commit.run()
  }
}
