import type { ClockView } from './case.ts'
import type { Department } from './session.ts'

export type CardColour = 'blue' | 'yellow' | 'red'
/** 0 none, then blue, yellow, red: the worst that the running clocks of a case, or of a department, have come to. */
export type Light = 'none' | CardColour

/**
 * What raises a card. `left`: at most `days` days, or `share` of the limit, are left. `passed`: the due day is over.
 * `unanswered`: a card of `colour` was not explained in its time. `refused`: something that the law forbids was attempted
 * `times` times in a case; `codes` as in refusals of the API.
 */
export type CardTrigger =
  | { on: 'left'; days: number; share: number }
  | { on: 'passed' }
  | { on: 'unanswered'; colour: CardColour }
  | { on: 'refused'; codes: string[]; times: number }

/** What is done besides, once: to the open tasks under the clock. A property `overdue` of the model's element goes first. */
export type OverdueAction = 'none' | 'reassign' | 'deemedConsent'

/** GET /api/supervision/rules answers CardRules; PUT the same (admin) with the revision that was read; 409 when it is stale. */
export interface CardRules {
  revision: number
  rules: CardRule[]
}

export interface CardRule {
  /** Letters, digits and dashes; stays with the cards that it has raised. */
  id: string
  name: { zh: string; en: string }
  enabled: boolean
  colour: CardColour
  trigger: CardTrigger
  /** Kinds of clocks; empty: all. */
  kinds: ClockView['kind'][]
  /** Processes; empty: all. */
  processes: string[]
  /** How far up the reporting line it goes at once: 0 the department, 1 its head, 2 the centre, 3 the district. */
  level: number
  /** Working days for the department's explanation; null asks for none. */
  answerDays: number | null
  action: OverdueAction
}

/** How a clock stood on a day: enough to reckon its due day again by hand. Days are `YYYY-MM-DD`. */
export interface Derivation extends Pick<
  ClockView,
  'kind' | 'name' | 'basis' | 'unit' | 'limit' | 'extended' | 'startedOn' | 'dueOn' | 'stops' | 'provisional'
> {
  on: string
  used: number
  excluded: number
  left: number
}

export type CardAct = 'urge' | 'explain' | 'accept' | 'reject' | 'revoke' | 'appeal' | 'uphold' | 'overturn'

/** `open` and `rejected` wait for the department, `explained` and `appealed` for the monitor office; the others are final. */
export type CardState = 'open' | 'explained' | 'accepted' | 'rejected' | 'revoked' | 'appealed' | 'upheld' | 'settled'

export interface SupervisionCard {
  id: string
  caseId: string
  caseNo: string
  caseTitle: string
  processName: string
  colour: CardColour
  rule: string
  state: CardState
  department: Department
  /** Who held the task when the card was raised, and under which post. */
  person?: { name: string; post: string }
  elementName: string
  raisedAt: string
  /** The explanation is due by the end of this day. */
  answerDueOn?: string
  /** How far up the reporting line it has gone. */
  level: number
  /** Grows with each entry of the ledger. */
  revision: number
}

/** GET /api/supervision/cards/:id */
export interface SupervisionCardDetail extends SupervisionCard {
  evidence?: Derivation
  /** The card whose silence raised this one. */
  cause?: string
  ledger: CardEntry[]
  /** What the reader may do now. */
  may: CardAct[]
  /** Who answers for it, from the department upwards. */
  line: { level: number; department: string; people: string[] }[]
}

/** One line of the ledger; nothing is ever taken back. */
export interface CardEntry {
  seq: number
  at: string
  kind: CardAct | 'raised' | 'escalated' | 'reassigned' | 'consented' | 'actionFailed' | 'settled'
  /** Absent where the system acted. */
  by?: { name: string; post: string; department: string }
  words: string
  /** An explanation that came after its time. */
  late?: true
  /** Values for the words, e.g. who was told. */
  detail: Record<string, string>
}

/**
 * POST /api/supervision/cards/:id/entries with an `Idempotency-Key` header answers SupervisionCardDetail. 403 `card-not-yours`
 * or `same-judge`; 409 `card-changed` or `card-closed`; 422 `words-missing`.
 */
export interface EnterCard {
  act: CardAct
  words: string
  revision: number
}

/** GET /api/supervision/cards?box=todo|open|all&colour=&department=&case=&cursor= answers Page<SupervisionCard>. */

/** GET /api/supervision/items: what figures can be asked for. */
export interface SupervisedItem {
  id: string
  name: string
}

/** GET /api/supervision/wall */
export interface Wall {
  at: string
  open: number
  lights: Record<Light, number>
  stopped: number
  /** Due today or before, still running. */
  dueToday: number
  cards: { open: number; explained: number; appealed: number }
  stages: { process: string; processName: string; status: string; statusName: string; lights: Record<Light, number> }[]
  departments: {
    code: string
    name: string
    running: number
    stopped: number
    lights: Record<Light, number>
    cards: number
  }[]
}

/** GET /api/supervision/clocks?department=&light=&process=&status=&cursor= answers Page<WallCase>: by least time left. */
export interface WallCase {
  caseId: string
  caseNo: string
  title: string
  processName: string
  clockName: string
  department: string
  kind: ClockView['kind']
  light: Light
  state: 'running' | 'stopped'
  dueOn?: string
}

/** Of clocks that ended in a period, or should have and still run. */
export interface OnTime {
  ended: number
  late: number
  /** 0 to 1; null where nothing has ended. */
  rate: number | null
}

/** GET /api/supervision/league?from=&to=&process= */
export interface League {
  from: string
  to: string
  departments: (OnTime & {
    code: string
    name: string
    /** Of the limit, median. */
    usedShare: number | null
    clocks: number
    stoppedClocks: number
    excludedDays: number
    extended: number
    cards: Record<CardColour, number>
    revoked: number
    /** 优秀, 良好, 合格, 不合格 by the share on time and the cards. */
    grade: 'excellent' | 'good' | 'fair' | 'poor' | null
  })[]
  items: (OnTime & { process: string; name: string })[]
  months: (OnTime & { month: string })[]
}

/** GET /api/supervision/anomalies?from=&to= */
export interface Anomalies {
  pauses: { code: string; name: string; clocks: number; stopped: number; share: number; excludedDays: number }[]
  nearDue: StopView[]
  overrun: StopView[]
  repeated: { caseId: string; caseNo: string; title: string; clockName: string; stops: number; excludedDays: number }[]
}

export interface StopView {
  caseId: string
  caseNo: string
  title: string
  clockName: string
  department: string
  by: string
  ground: string
  document: string
  from: string
  to?: string
  until?: string
  /** Days of the limit left when it was stopped, and when it ran on. */
  leftBefore: number
  leftAfter?: number
}

/** GET /api/supervision/heat?process=&from=&to= : user tasks that ended in the period; hours. */
export interface Heat {
  process: string
  name: string
  version: number
  bpmn: string
  steps: HeatStep[]
}

export interface HeatStep {
  element: string
  name: string
  count: number
  waiting: Spread
  working: Spread
  excluded: Spread
}

export interface Spread {
  median: number
  p90: number
}
