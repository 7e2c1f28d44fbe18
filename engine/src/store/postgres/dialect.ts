import {
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type Dialect,
  type QueryResult,
} from 'kysely'
import type { QueryResult as Answer } from 'pg'
import { askingDialect } from '../sql/asking.ts'

/** Kysely over a connection that is in hand already. */
export const clientDialect = (ask: (query: CompiledQuery) => Promise<QueryResult<unknown>>): Dialect =>
  askingDialect({ adapter: PostgresAdapter, compiler: PostgresQueryCompiler, introspector: PostgresIntrospector }, ask)

const writing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

export const resultOf = ({ command, rowCount, rows }: Answer): QueryResult<unknown> =>
  writing.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows }
