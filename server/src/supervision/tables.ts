/** What supervision keeps, beside the other tables of the server. Instants are epoch milliseconds, days `YYYY-MM-DD`. */
export interface SupervisionTables {
  /** One row: the rules in force, and how often they were changed. */
  card_rules: { id: string; revision: number; rules: string; saved_at: number; saved_by: string }
  /**
   * What is watched and measured of each legal clock, running or over: a table of its own beside `clocks`, so that walls and
   * league tables are answered from one index each.
   */
  clock_watch: {
    case_id: string
    key: number
    process: string
    version: number
    element: string
    name: string
    kind: 'statutory' | 'promised' | 'step' | 'department'
    /** Department that answers for the clock; empty where nobody does, as for the applicant's own time. */
    responsible: string
    /** `awaited`: it has not started. */
    state: 'running' | 'stopped' | 'awaited' | 'ended'
    /** 0 none, 1 blue, 2 yellow, 3 red. */
    light: number
    /** When a rule may apply next. */
    look_at: number | null
    due_on: string | null
    ended_on: string | null
    late: number
    budget: number
    used: number
    excluded: number
    extended: number
    stops: number
  }
  clock_stops: {
    case_id: string
    key: number
    document: string
    responsible: string
    name: string
    person: string
    ground: string
    from_on: string
    until_on: string | null
    to_on: string | null
    left_before: number
    left_after: number | null
    excluded: number
  }
  /** Where the time of a user task went, milliseconds. */
  task_times: {
    case_id: string
    key: number
    process: string
    version: number
    element: string
    department: string
    created_at: number
    claimed_at: number | null
    ended_at: number | null
    waiting: number
    working: number
    excluded: number
  }
  cards: {
    id: string
    case_id: string
    element: string
    colour: 'blue' | 'yellow' | 'red'
    rule: string
    /** Code of the department. */
    against: string
    raised_at: number
    rule_en: string
    rule_id: string
    process: string
    /** Instance whose clock it is about. */
    clock_key: number | null
    person: string
    post: string
    state: 'open' | 'explained' | 'accepted' | 'rejected' | 'revoked' | 'appealed' | 'upheld' | 'settled'
    level: number
    answer_due: number | null
    /** When the system does something about it next. */
    look_at: number | null
    /** What it does then, once: `reassign` or `deemedConsent`. */
    action: string
    evidence: string
    cause: string
    revision: number
  }
  /** Append-only: entries are written, never changed. */
  card_ledger: {
    card_id: string
    seq: number
    at: number
    kind: string
    by_id: string
    by_name: string
    post: string
    department: string
    words: string
    detail: string
  }
}
