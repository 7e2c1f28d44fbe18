import type { Database } from 'better-sqlite3'

/** What is forgotten or archived one day lies in the order in which that falls due. */
export function fourth(database: Database): void {
  database.exec(`
  CREATE INDEX cases_ended ON cases (process, version, ended_at, id) WHERE ended_at IS NOT NULL AND parent IS NULL;
  CREATE INDEX requests_done ON requests (at);
  CREATE INDEX messages_expiring ON messages (expires_at);
  `)
}
