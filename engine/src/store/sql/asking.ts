import type {
  CompiledQuery,
  DatabaseConnection,
  DatabaseIntrospector,
  Dialect,
  DialectAdapter,
  Kysely,
  QueryCompiler,
  QueryResult,
} from 'kysely'

/** Whatever asks inside the transaction that is being computed. */
export type Ask = (query: CompiledQuery) => Promise<QueryResult<unknown>>

interface Parts {
  readonly adapter: new () => DialectAdapter
  readonly compiler: new () => QueryCompiler
  readonly introspector: new (db: Kysely<any>) => DatabaseIntrospector
}

/** Kysely over one connection whose transaction begins and ends elsewhere: each query is given to `ask` with its tree. */
export function askingDialect({ adapter, compiler, introspector }: Parts, ask: Ask): Dialect {
  const connection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) => ask(query) as Promise<QueryResult<R>>,
    // oxlint-disable-next-line require-yield -- Kysely wants a generator
    async *streamQuery() {
      throw new Error('Expected a query inside a transaction to be read as a whole, but it was to be streamed')
    },
  }
  const transactional = async (): Promise<void> => {
    throw new Error('Expected queries only, but a transaction was to begin inside another')
  }
  return {
    createAdapter: () => new adapter(),
    createIntrospector: (db) => new introspector(db),
    createQueryCompiler: () => new compiler(),
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
