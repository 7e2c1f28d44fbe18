import Database from 'better-sqlite3'

/**
 * Copies a database in use into a new file: one consistent instant of it, while its server goes on writing.
 *
 * @throws when there is no such database, or when the target exists
 */
export function copyDatabase(file: string, target: string): void {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    database.prepare('VACUUM INTO ?').run(target)
  } finally {
    database.close()
  }
}

/** What SQLite itself finds wrong with a file; empty when it is whole. */
export function damageOf(file: string): string[] {
  const database = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const found = database.prepare('PRAGMA integrity_check').pluck().all() as string[]
    return found.filter((line) => line !== 'ok')
  } finally {
    database.close()
  }
}
