/** Statements of one migration of the server's tables; see `server/src/schema.ts`. */
export const peopleSchema: readonly string[] = [
  `CREATE TABLE absences (person_id TEXT NOT NULL, from_day TEXT NOT NULL, to_day TEXT NOT NULL, reason TEXT NOT NULL,
     PRIMARY KEY (person_id, from_day))`,
  `CREATE TABLE post_watch (case_id TEXT NOT NULL, key INTEGER NOT NULL, since BIGINT NOT NULL, look_at BIGINT,
     PRIMARY KEY (case_id, key))`,
  `CREATE INDEX post_watch_look ON post_watch (look_at, case_id) WHERE look_at IS NOT NULL`,
  `CREATE TABLE people_changes (revision INTEGER PRIMARY KEY, at BIGINT NOT NULL, person_id TEXT NOT NULL, what TEXT NOT NULL,
     subject TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL)`,
]
