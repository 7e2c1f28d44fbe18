import type { Kysely } from 'kysely'

/** The server's own tables, beside the engine's in the same database. Instants are epoch milliseconds. */
export interface ServerTables {
  departments: { code: string; name: string }
  people: { id: string; account: string; name: string; password: string }
  /** Who holds which post from when to when (days); the authority to act is read from here at the time of acting. */
  posts: { person_id: string; department: string; post: string; roles: string; from_day: string; to_day: string | null }
  sessions: { token_hash: string; person_id: string; created_at: number; expires_at: number }
  process_drafts: {
    process: string
    name: string
    bundle: string
    revision: number
    saved_at: number
    saved_by: string
  }
  task_drafts: { task_id: string; person_id: string; data: string; saved_at: number }
  case_list: {
    case_id: string
    case_no: string
    title: string
    applicant: string
    process: string
    version: number
    status: string
    state: string
    received_at: number
    ended_at: number | null
  }
  cards: {
    id: string
    case_id: string
    element: string
    colour: string
    rule: string
    against: string
    raised_at: number
  }
  documents: {
    id: string
    case_id: string
    template: string
    title: string
    number: string
    issued_on: string
    public: number
    /** Missing between the reservation of the number and the end of rendering. */
    pdf: Buffer | null
  }
  /** A dry run over live cases, and the run that does what it says. */
  migrations: {
    id: string
    process: string
    from_version: number
    to_version: number
    plan: string
    reason: string
    by_person: string
    created_at: number
    state: string
    undoes: string | null
  }
  migration_cases: {
    migration_id: string
    case_id: string
    outcome: string
    problems: string
    notes: string
    lossless: number
  }
}

export type ServerDb = Kysely<ServerTables>
export const tablesOf = (sql: Kysely<unknown> | undefined): ServerDb => {
  if (!sql) throw new Error('Expected a store with SQL')
  return sql as unknown as ServerDb
}
