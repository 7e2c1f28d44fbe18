import type { FormSchema } from '@lianban/forms'
import type { Department } from './session.ts'
import type { CardState } from './supervision.ts'

/** GET /api/filing: what the one window (role `window`) can file today. */
export interface Filing {
  processId: string
  name: string
  version: number
  form: FormSchema
}

/**
 * POST /api/cases (role `window`) with an `Idempotency-Key` header: 201 Filed; the same key answers the same case again.
 * `data` is the filled start form; 422 with `fields` when it is not acceptable.
 */
export interface FileCase {
  processId: string
  data: Record<string, unknown>
}

export interface Filed {
  caseId: string
  caseNo: string
  /** Shown once, printed on the receipt: with the case number it opens the tracking page. */
  trackingCode: string
  receivedOn: string
}

/**
 * A limit as it stands now: a budget of days, never a stored target (GB 39046; civil code 201: the start day does not count).
 */
export interface ClockView {
  kind: 'statutory' | 'promised' | 'step' | 'department'
  name: string
  basis: string
  /** Working days, calendar days, office hours, half days of the office, hours by the clock. */
  unit: 'wd' | 'cd' | 'wh' | 'hd' | 'h'
  limit: number
  startedOn: string
  /** Instance of the case that the clock belongs to. */
  key: number
  /** Last lawful day; the limit is kept until 24:00 of it. Absent while the clock stands still with days left. */
  dueOn?: string
  /** The instant, for limits in hours. */
  dueAt?: string
  /** Of the unit: used up, and taken out by stops, up to now. */
  used: number
  excluded: number
  /** Whole days of the unit left, today included; hours to two places; negative once overdue. */
  left: number
  state: 'running' | 'paused' | 'completed' | 'overdue'
  /** Days that an extension has added. */
  extended: number
  /** Stops: their ground, and the notice that gave them effect; open without `to`. */
  stops: {
    from: string
    to?: string
    ground: string
    document: string
    /** The day until which the notice expects it to last. */
    until?: string
  }[]
  /** Code of the calendar it counts on, where it is not the national one. */
  calendar?: string
  /** The rule of the register, in the version that the case keeps. */
  rule?: { id: string; version: number }
  /** A period of not less than so much: never overdue. */
  minimum?: true
  /** Days on which it ran before it was restarted. */
  restarts?: string[]
  /** The calendar of a year on the way is not published yet. */
  provisional: boolean
  /** Set once the clock has stopped. */
  completedOn?: string
}

/**
 * GET /api/cases/:id/clocks: what the signed-in person may try with the clocks that run. Whether the law allows it the engine
 * says when it is tried.
 */
export interface ClockDeeds {
  key: number
  /** Closed list of the limit. */
  stop?: { grounds: string[] }
  /** Notices that keep the clock stopped. */
  resume?: { documents: string[] }
  /** `by`: who may sign. `as`: for whom the person can. */
  extend?: { days: number; by: Department; as: Department[] }
}

/** POST /api/cases/:id/clocks/:key/preview: a command on the clock that is tried and not done. */
export type TryClock =
  | { verb: 'stop'; ground: string; document: string; on?: string; until?: string }
  | { verb: 'resume'; document: string; on?: string }
  | { verb: 'extend'; days: number; reason: string; authority: string }

export interface ClockPreview {
  before: ClockView
  after: ClockView
  /** Of a stop with an estimate: the due day if it ends then. */
  expectedDueOn?: string
  /** Deadlines of the process that move with the clock. */
  deadlines: number
}

export interface CaseStatus {
  /** e.g. `received`, `accepted`, `deemedAccepted`, `approved`, `refused`; empty until the process sets one. */
  code: string
  name: string
}

export interface CaseSummary {
  id: string
  caseNo: string
  title: string
  applicant: string
  processId: string
  processName: string
  version: number
  status: CaseStatus
  state: 'running' | 'completed' | 'terminated' | 'incident' | 'suspended'
  receivedAt: string
  endedAt?: string
  /** The statutory clock, else the most urgent one. */
  clock?: ClockView
}

/** GET /api/cases?q=&state=&cursor= */
/** GET /api/cases/:id */
export interface CaseDetail extends CaseSummary {
  /** The form that the application was filed with: labels for `data`. */
  form: FormSchema | null
  data: Record<string, unknown>
  clocks: ClockView[]
  timeline: TimelineEntry[]
  standing: Standing
  branches: Branch[]
  /** Who consumed the joint clock; of cases with departments. */
  shares?: Shares
  openTasks: { id: string; name: string; owner: string; assignee?: string; dueOn?: string }[]
  cards: Card[]
  documents: DocumentView[]
  incidents: IncidentView[]
  /** Why nobody can work in the case now, and how much of what happened meanwhile is kept until it goes on. */
  suspended?: { reason: string; held: number }
}

/** Where a case stands on its own version of the diagram. */
export interface Standing {
  bpmn: string
  active: { element: string; count: number }[]
  completed: string[]
  flows: string[]
  incidents: string[]
}

export interface TimelineEntry {
  seq: number
  at: string
  /** Stable code for icons and translation, e.g. `case.started`, `task.completed`, `timer.fired`, `card.raised`. */
  code: string
  element?: string
  elementName?: string
  /** Who acted: a person's name inside, the post or department in the public view. */
  actor?: string
  /**
   * Values for the words. Codes come with their names: status + statusName, decision | outcome | result + outcomeName;
   * groups and against are department names already.
   */
  detail: Record<string, string>
}

/** GET /api/cases/:id/decisions/:seq: why a decision came out as it did; the decisions that others need come first. */
export interface ExplainedCaseDecision {
  decision: string
  name: string
  process: string
  version: number
  value: unknown
  warnings: string[]
  decisions: { id: string; name: string; value: unknown; tables: ExplainedTable[] }[]
}

export interface ExplainedTable {
  inputs: { label: string; value: unknown }[]
  /** Rules are numbered from 1. */
  fired: { rule: number; annotations: string[] }[]
  others: { rule: number; cells: { input: string; test: string; value: unknown }[] }[]
}

/** Working days of the joint clock, by who had the case in hand on them. */
export interface Shares {
  departments: {
    code: string
    held: number
    /** Of those, days on which every other department had finished. */
    alone: number
  }[]
  /** Days on which no department had it. */
  others: number
  used: number
}

/** One department inside a joint case. */
export interface Branch {
  code: string
  name: string
  state: 'waiting' | 'claimed' | 'completed'
  outcome?: 'agree' | 'conditional' | 'refuse'
  /** Its conditions or reason, in its own words; inside only, the applicant reads the sealed document. */
  note?: string
  clock?: ClockView
}

export interface Card {
  id: string
  caseId: string
  colour: 'blue' | 'yellow' | 'red'
  rule: string
  against: string
  raisedAt: string
  element: string
  elementName: string
  /** See `SupervisionCard`. */
  state: CardState
}

/** GET /api/documents/:id answers application/pdf */
export interface DocumentView {
  id: string
  title: string
  number: string
  issuedOn: string
  public: boolean
}

/** POST /api/cases/:id/incidents/:key/retry (admin) answers 204 */
export interface IncidentView {
  key: number
  element: string
  elementName: string
  code: string
  message: string
  raisedAt: string
}

/** Answer to trying incidents again: cases looked at, incidents tried, and cases that stand with one still. */
export interface Retried {
  readonly cases: number
  readonly retried: number
  readonly still: number
}
