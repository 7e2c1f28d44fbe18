import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '@lianban/engine/runtime'
import { postgresStore } from '@lianban/engine/store/postgres'
import { sqliteStore } from '@lianban/engine/store/sqlite'
import type { Kysely } from 'kysely'

export interface Database {
  readonly store: Store & { readonly sql: Kysely<unknown> }
  /** What the database calls a column of bytes. */
  readonly bytes: 'BLOB' | 'BYTEA'
}

export const fileOf = (dataDir: string): string => join(dataDir, 'lianban.db')

/** The database that the settings name: one PostgreSQL for many nodes, else one file for this one. */
export function databaseOf({ dataDir, databaseUrl }: { dataDir: string; databaseUrl?: string | undefined }): Database {
  if (databaseUrl !== undefined) {
    if (!/^postgres(ql)?:\/\//.test(databaseUrl))
      throw new Error('Expected DATABASE_URL to begin with postgres://, or to be absent for the embedded database')
    return { store: postgresStore(databaseUrl), bytes: 'BYTEA' }
  }
  mkdirSync(dataDir, { recursive: true })
  return { store: sqliteStore(fileOf(dataDir)), bytes: 'BLOB' }
}
