import { sql } from 'kysely'
import type { Runtime, Transaction } from '@lianban/engine/runtime'
import { rebuildClocks } from './clocks/rebuild.ts'
import { watchPosts } from './people/handover/watch.ts'
import { peopleSchema } from './people/schema.ts'
import { supervisionSchema } from './supervision/schema.ts'
import { watchAll } from './supervision/watch/rebuild.ts'
import { tablesOf } from './tables.ts'

/** A statement, or work on what is there already. */
type Change = string | ((runtime: Runtime, transaction: Transaction) => Promise<void>)

/** Migrations of the server's own tables, in order; a released one never changes. */
const migrations: readonly (readonly Change[])[] = [
  [
    `CREATE TABLE departments (code TEXT PRIMARY KEY, name TEXT NOT NULL)`,
    `CREATE TABLE people (id TEXT PRIMARY KEY, account TEXT NOT NULL UNIQUE, name TEXT NOT NULL, password TEXT NOT NULL)`,
    `CREATE TABLE posts (person_id TEXT NOT NULL, department TEXT NOT NULL, post TEXT NOT NULL, roles TEXT NOT NULL,
       from_day TEXT NOT NULL, to_day TEXT, PRIMARY KEY (person_id, department, from_day))`,
    `CREATE TABLE sessions (token_hash TEXT PRIMARY KEY, person_id TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)`,
    `CREATE TABLE process_drafts (process TEXT PRIMARY KEY, name TEXT NOT NULL, bundle TEXT NOT NULL, revision INTEGER NOT NULL,
       saved_at BIGINT NOT NULL, saved_by TEXT NOT NULL)`,
    `CREATE TABLE task_drafts (task_id TEXT NOT NULL, person_id TEXT NOT NULL, data TEXT NOT NULL, saved_at BIGINT NOT NULL,
       PRIMARY KEY (task_id, person_id))`,
    `CREATE TABLE case_list (case_id TEXT PRIMARY KEY, case_no TEXT NOT NULL UNIQUE, title TEXT NOT NULL, applicant TEXT NOT NULL,
       process TEXT NOT NULL, version INTEGER NOT NULL, status TEXT NOT NULL, state TEXT NOT NULL, received_at BIGINT NOT NULL, ended_at BIGINT)`,
    `CREATE INDEX case_list_recent ON case_list (received_at, case_id)`,
    `CREATE TABLE cards (id TEXT PRIMARY KEY, case_id TEXT NOT NULL, element TEXT NOT NULL, colour TEXT NOT NULL, rule TEXT NOT NULL,
       against TEXT NOT NULL, raised_at BIGINT NOT NULL)`,
    `CREATE INDEX cards_of_case ON cards (case_id)`,
    `CREATE TABLE documents (id TEXT PRIMARY KEY, case_id TEXT NOT NULL, template TEXT NOT NULL, title TEXT NOT NULL,
       number TEXT NOT NULL, issued_on TEXT NOT NULL, public INTEGER NOT NULL, pdf BLOB)`,
    `CREATE INDEX documents_of_case ON documents (case_id)`,
  ],
  [`CREATE INDEX case_list_incidents ON case_list (received_at) WHERE state = 'incident'`],
  [
    `CREATE TABLE clocks (case_id TEXT NOT NULL, key INTEGER NOT NULL, element TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
       department TEXT, process TEXT NOT NULL, item TEXT NOT NULL, version INTEGER NOT NULL, unit TEXT NOT NULL, n INTEGER NOT NULL,
       extended INTEGER NOT NULL, basis TEXT NOT NULL, minimum INTEGER NOT NULL, rule TEXT, calendar TEXT NOT NULL, started_on TEXT, due_on TEXT, due_at BIGINT,
       state TEXT NOT NULL, stopped_since TEXT, ended_on TEXT, provisional INTEGER NOT NULL, PRIMARY KEY (case_id, key))`,
    `CREATE INDEX clocks_due ON clocks (state, due_at, case_id, key)`,
    `CREATE INDEX clocks_of_department ON clocks (department, state, due_at)`,
    `CREATE INDEX clocks_provisional ON clocks (provisional, calendar, case_id)`,
    rebuildClocks,
  ],
  [
    `CREATE TABLE refused_attempts (id TEXT PRIMARY KEY, case_id TEXT NOT NULL, key INTEGER, element TEXT, person_id TEXT NOT NULL,
       at BIGINT NOT NULL, command TEXT NOT NULL, rule TEXT NOT NULL, words TEXT NOT NULL, asked TEXT NOT NULL)`,
    `CREATE INDEX refused_attempts_of_case ON refused_attempts (case_id, at)`,
    `CREATE INDEX refused_attempts_recent ON refused_attempts (at, id)`,
    `CREATE TABLE almanac_changes (revision INTEGER PRIMARY KEY, at BIGINT NOT NULL, person_id TEXT NOT NULL, what TEXT NOT NULL,
       detail TEXT NOT NULL)`,
  ],
  [
    `CREATE TABLE migrations (id TEXT PRIMARY KEY, process TEXT NOT NULL, from_version INTEGER NOT NULL, to_version INTEGER NOT NULL,
       plan TEXT NOT NULL, reason TEXT NOT NULL, by_person TEXT NOT NULL, created_at BIGINT NOT NULL, state TEXT NOT NULL, undoes TEXT)`,
    `CREATE TABLE migration_cases (migration_id TEXT NOT NULL, case_id TEXT NOT NULL, outcome TEXT NOT NULL, problems TEXT NOT NULL,
       notes TEXT NOT NULL, lossless INTEGER NOT NULL, PRIMARY KEY (migration_id, case_id))`,
    `CREATE INDEX migration_cases_by_outcome ON migration_cases (migration_id, outcome, case_id)`,
    `CREATE INDEX case_list_running ON case_list (process, version, case_id) WHERE ended_at IS NULL`,
  ],
  [...supervisionSchema, watchAll],
  [...peopleSchema, watchPosts],
]

const setting = 'server-schema'

/** Nodes that start at once take turns from here to the end of the transaction. */
export const alone = (transaction: Transaction): Promise<number> => transaction.serial('server-start')

/**
 * Brings the server's own tables up to date. `bytes` is what the database calls a column of bytes. Several nodes may start at
 * once: each migration is looked up and done in one transaction, and one that another node has done meanwhile is left.
 */
export async function migrateServer(runtime: Runtime, bytes: 'BLOB' | 'BYTEA'): Promise<void> {
  const spoken = (statement: string): string => statement.replace(/\bBLOB\b/g, bytes)
  const version = Number((await runtime.store.setting(setting)) ?? 0)
  if (version > migrations.length) {
    throw new Error(
      `Expected server tables of schema ${migrations.length} or older, but found ${version}: start the newer version of Lianban`,
    )
  }
  for (let next = version; next < migrations.length; next++) {
    await runtime.transaction(async (transaction) => {
      await alone(transaction)
      if (Number((await runtime.store.setting(setting)) ?? 0) > next) return
      for (const change of migrations[next]!) {
        if (typeof change === 'string') await sql.raw(spoken(change)).execute(tablesOf(transaction.sql))
        else await change(runtime, transaction)
      }
      await transaction.setSetting(setting, String(next + 1))
    })
  }
}
