import type { PoolClient } from 'pg'
import { first } from './schema/first.ts'
import { second } from './schema/second.ts'

/** Migrations in order; their number is the schema's version. A released one never changes. */
const migrations: readonly string[] = [first, second]

/** Any number that no other program on the database uses for its advisory locks. */
const migrating = 7_241_908_533

/** Several nodes may start at once: one migrates, the others wait for it. */
export async function migrate(client: PoolClient): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrating])
    await client.query('CREATE TABLE IF NOT EXISTS lianban_schema (version INTEGER NOT NULL)')
    const { rows } = await client.query<{ version: number }>('SELECT version FROM lianban_schema')
    const version = rows[0]?.version ?? 0
    if (version > migrations.length) {
      throw new Error(
        `Expected a database of schema ${migrations.length} or older, but it has schema ${version}: start the newer version of Lianban that wrote it`,
      )
    }
    for (const migration of migrations.slice(version)) await client.query(migration)
    if (rows.length === 0) await client.query('INSERT INTO lianban_schema VALUES (0)')
    await client.query('UPDATE lianban_schema SET version = $1', [migrations.length])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}
