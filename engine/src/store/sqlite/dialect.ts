import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
} from 'kysely'
import type { Answered } from './writer.ts'

/** Whatever asks inside the transaction that is being computed. */
export type Ask = (query: CompiledQuery) => Promise<Answered>

/** Kysely over the writing thread: what runs inside a transaction goes there. */
export function writerDialect(ask: Ask): Dialect {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, changes, insertId } = await ask(query)
      return {
        rows: rows.map(withBuffers) as R[],
        ...(changes === undefined ? {} : { numAffectedRows: changes }),
        ...(insertId === undefined ? {} : { insertId }),
      }
    },
    // oxlint-disable-next-line require-yield -- Kysely wants a generator
    async *streamQuery() {
      throw new Error('Expected a query inside a transaction to be read as a whole, but it was to be streamed')
    },
  }
  const transactional = async (): Promise<void> => {
    throw new Error('Expected queries only, but a transaction was to begin inside another')
  }
  return {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => connection,
      beginTransaction: transactional,
      commitTransaction: transactional,
      rollbackTransaction: transactional,
      releaseConnection: async () => {},
      destroy: async () => {},
    }),
  }
}

/** Bytes arrive from another thread as plain arrays of them. */
function withBuffers(row: unknown): unknown {
  const cells = Object.entries(row as Record<string, unknown>)
  if (!cells.some(([, cell]) => cell instanceof Uint8Array)) return row
  return Object.fromEntries(
    cells.map(([name, cell]) => [
      name,
      cell instanceof Uint8Array ? Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength) : cell,
    ]),
  )
}
