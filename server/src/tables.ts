import type { Generated, Kysely } from 'kysely'
import type { PeopleTables } from './people/tables.ts'
import type { SupervisionTables } from './supervision/tables.ts'

/** The server's own tables, beside the engine's in the same database. Instants are epoch milliseconds. */
export interface ServerTables extends SupervisionTables, PeopleTables {
  /** `superior`: code of the department that it reports to. */
  departments: { code: string; name: string; superior: string | null }
  people: { id: string; account: string; name: string; password: string }
  /** Who holds which post from when to when (days); the authority to act is read from here at the time of acting. */
  posts: {
    person_id: string
    department: string
    post: string
    /** JSON list of roles. */
    roles: string
    from_day: string
    to_day: string | null
    /** Who stands in (B post of an A/B pair). */
    deputy: string | null
  }
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
    /** Worst light of its running clocks: 0 none, 1 blue, 2 yellow, 3 red. */
    light: Generated<number>
  }
  /** One row a legal clock, running or over; read `server/src/clocks/`. Days are `YYYY-MM-DD`. */
  clocks: {
    case_id: string
    /** Instance whose clock it is. */
    key: number
    element: string
    /** The department's name, else the element's. */
    name: string
    kind: 'statutory' | 'promised' | 'step' | 'department'
    /** Code of the row of `lianban:departments` that the clock belongs to. */
    department: string | null
    process: string
    /** `item.code` of the process, or empty. */
    item: string
    version: number
    unit: string
    n: number
    extended: number
    basis: string
    calendar: string
    /** 1: a minimum period, never overdue. */
    minimum: number
    /** `ID@VERSION` of the register of limits, where the limit comes from there. */
    rule: string | null
    /** Null while it has not started. */
    started_on: string | null
    /** Last lawful day; null while the clock is stopped with days left. */
    due_on: string | null
    /** The end of that day. */
    due_at: number | null
    /** `stopped` exactly where a started, open one has no due day; `awaited`: it has not started. */
    state: 'awaited' | 'running' | 'stopped' | 'ended'
    /** Day of the first stop that is still open. */
    stopped_since: string | null
    ended_on: string | null
    /** 1: the due day rests on a year that is not loaded. */
    provisional: number
  }
  /** What people tried and were refused for a rule that guards the clock: append-only. */
  refused_attempts: {
    id: string
    case_id: string
    /** Instance of the clock or task. */
    key: number | null
    element: string | null
    person_id: string
    at: number
    /** The command, e.g. `extendClock`. */
    command: string
    /** Code of the rule that was broken, e.g. `limit-over`. */
    rule: string
    words: string
    /** What was asked, as JSON. */
    asked: string
  }
  /** Who changed calendars and limits, when, and to which revision. */
  almanac_changes: { revision: number; at: number; person_id: string; what: string; detail: string }
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
