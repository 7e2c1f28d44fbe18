import type { Database } from 'better-sqlite3'
import { first } from './schema/first.ts'
import { second } from './schema/second.ts'
import { third } from './schema/third.ts'
import { fourth } from './schema/fourth.ts'

/** Migrations in order; their number is the schema's version (`user_version`). A released one never changes. */
const migrations: readonly ((database: Database) => void)[] = [first, second, third, fourth]

export function migrate(database: Database): void {
  const version = database.pragma('user_version', { simple: true }) as number
  if (version > migrations.length) {
    throw new Error(
      `Expected a database of schema ${migrations.length} or older, but ${database.name} has schema ${version}: start the newer version of Lianban that wrote it`,
    )
  }
  for (let next = version; next < migrations.length; next++) {
    database.transaction(() => {
      migrations[next]!(database)
      database.pragma(`user_version = ${next + 1}`)
    })()
  }
}
