import { randomUUID } from 'node:crypto'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types, type PoolClient } from 'pg'
import type { Needs, Store, Transaction } from '../port.ts'
import { sqlReads } from '../sql/reads.ts'
import type { Tables } from '../sql/tables.ts'
import { Changes } from './changes.ts'
import { clientDialect } from './dialect.ts'
import { migrate } from './schema.ts'
import { PostgresTransaction } from './transaction.ts'

export interface PostgresStore extends Store {
  /** Reads of the same database, for tables of the embedding application; it writes through `Transaction.sql`. */
  readonly sql: Kysely<unknown>
}

export interface PostgresOptions {
  /** Transactions of this node at once. Default 3: one waits for the disk while others compute. */
  lanes?: number
}

const int8 = 20
const readers = 8
/** Tries of a transaction that got in the way of another node's. */
const tries = 5

/** Serialisation failure, deadlock, and two nodes that did the same thing at once: done again, one finds the other's work. */
const retryable = new Set(['40001', '40P01', '23505'])

/**
 * The store of several nodes. Every case is locked for the command that changes it; due timers, jobs and letters are taken
 * by one node and passed over by the others.
 *
 * @param url `postgres://USER:PASSWORD@HOST:PORT/DATABASE`
 */
export function postgresStore(url: string, { lanes = 3 }: PostgresOptions = {}): PostgresStore {
  const config = { connectionString: url, types: { getTypeParser } }
  // Plans are kept, and would be made for the tables as they were when a young database had few rows.
  const options = '-c enable_seqscan=off'
  const writers = new Pool({ ...config, options, max: lanes + 1, pipeline: true })
  const pool = new Pool({ ...config, max: readers })
  // A connection that breaks is replaced, and what was in hand on it fails by itself; without a listener the process would end.
  for (const one of [writers, pool]) {
    one.on('error', () => {})
    one.on('connect', (client) => client.on('error', () => {}))
  }
  const reads = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const onClient = new WeakMap<PoolClient, Kysely<Tables>>()
  const current = new WeakMap<PoolClient, PostgresTransaction>()
  const changes = new Changes(url, randomUUID(), (channel, payload) =>
    pool.query('SELECT pg_notify($1, $2)', [channel, payload]),
  )

  function kyselyOf(client: PoolClient): Kysely<Tables> {
    const known =
      onClient.get(client) ??
      new Kysely<Tables>({
        dialect: clientDialect(async (query) => {
          const transaction = current.get(client)
          if (!transaction)
            throw new Error('Expected a query while its transaction is open, but the transaction is over')
          return transaction.ask(query)
        }),
      })
    onClient.set(client, known)
    return known
  }

  async function once<T>(work: (transaction: Transaction) => Promise<T>, needs: readonly Needs[]): Promise<T> {
    const client = await writers.connect()
    let broken = false
    const onError = (): void => void (broken = true)
    client.on('error', onError)
    try {
      const transaction = new PostgresTransaction(kyselyOf(client), client)
      current.set(client, transaction)
      await transaction.begin(needs)
      const result = await work(transaction)
      await transaction.commit()
      changes.tell(transaction.touched)
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch(() => (broken = true))
      throw error
    } finally {
      current.delete(client)
      client.off('error', onError)
      client.release(broken)
    }
  }

  return {
    ...sqlReads(reads),
    sql: reads as unknown as Kysely<unknown>,
    lanes,
    leastTogether: 16,
    watch: (listener) => changes.watch(listener),
    async migrate() {
      const client = await writers.connect()
      await migrate(client).finally(() => client.release())
    },
    async transaction(work, needs = []) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(work, needs)
        } catch (error) {
          if (attempt >= tries || !retryable.has((error as { code?: string }).code ?? '')) throw error
        }
      }
    },
    async close() {
      await changes.close()
      await writers.end()
      await reads.destroy()
    },
  }
}

/** Instants and counts are numbers here, not texts. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return oid === int8 ? Number : types.getTypeParser(oid as never, format as never)
}
