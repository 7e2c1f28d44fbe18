import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type CompiledQuery, type Dialect } from 'kysely'
import { askingDialect } from '../sql/asking.ts'
import type { Answered } from './writer.ts'

/** Kysely over the writing thread: what runs inside a transaction goes there, or to what is committed where that says the same. */
export const writerDialect = (ask: (query: CompiledQuery) => Promise<Answered>): Dialect =>
  askingDialect(
    { adapter: SqliteAdapter, compiler: SqliteQueryCompiler, introspector: SqliteIntrospector },
    async (query) => {
      const { rows, changes, insertId } = await ask(query)
      return {
        rows: rows.map(withBuffers),
        ...(changes === undefined ? {} : { numAffectedRows: changes }),
        ...(insertId === undefined ? {} : { insertId }),
      }
    },
  )

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
