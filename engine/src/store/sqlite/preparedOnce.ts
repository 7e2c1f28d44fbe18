import type { Database, Statement } from 'better-sqlite3'

/** Texts of statements that are kept; one with a list of values has another text for each length. */
const most = 300

/**
 * The database as Kysely sees it: a text that was prepared before is not prepared again, which costs more than most of the
 * statements themselves. A statement is run to its end at once, so it is never in two hands.
 */
export function preparedOnce(database: Database): { prepare(text: string): Statement; close(): void } {
  const known = new Map<string, Statement>()
  return {
    prepare(text) {
      const before = known.get(text)
      if (before) return before
      const statement = database.prepare(text)
      if (known.size >= most) known.delete(known.keys().next().value!)
      known.set(text, statement)
      return statement
    },
    close: () => void database.close(),
  }
}
