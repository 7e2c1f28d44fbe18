import Sqlite from 'better-sqlite3'
import { Client, types } from 'pg'
import type { StoreAddress } from '../protocol.ts'

type Cell = string | number | null
export type Row = Readonly<Record<string, Cell>>

/** The tables as they are, by plain SQL in one snapshot, without any of the product's code. */
export interface Snapshot {
  all(sql: string): Promise<Row[]>
}

export async function inSnapshot<T>(address: StoreAddress, look: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  return 'sqlite' in address ? inSqlite(address.sqlite, look) : inPostgres(address.postgres, look)
}

async function inSqlite<T>(file: string, look: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const database = new Sqlite(file)
  try {
    database.exec('BEGIN')
    return await look({ all: async (sql) => database.prepare(sql).all() as Row[] })
  } finally {
    database.close()
  }
}

async function inPostgres<T>(url: string, look: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const numbers = (oid: number, format?: 'text' | 'binary') =>
    oid === 20 ? Number : types.getTypeParser(oid as never, format as never)
  const client = new Client({ connectionString: url, types: { getTypeParser: numbers as typeof types.getTypeParser } })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    return await look({ all: async (sql) => (await client.query<Row>(sql)).rows })
  } finally {
    await client.end()
  }
}
