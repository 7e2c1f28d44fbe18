/** RFC 9457 problem details. `code` names the kind of trouble, `remedy` says what to do about it. */
export interface HttpProblem {
  type: string
  title: string
  status: number
  code: string
  detail: string
  remedy?: string
  /** Form fields that were refused (422). */
  fields?: FieldProblem[]
  /** What is wrong in a model (422 on publish). */
  problems?: ModelProblem[]
}

export interface FieldProblem {
  /** Path of the value, e.g. `applicant.name` or `materials[0].code`. */
  path: string
  code: string
  message: string
}

/** A finding of the deployment check; the shape of the engine's own `Problem`. */
export interface ModelProblem {
  code: string
  severity: 'error' | 'warning'
  element?: string
  /** The property that carries the fault, e.g. `conditionExpression`. */
  field?: string
  words: string
  fix: string
  /** How a case comes to it: what is done, with which values, and what had to be assumed. */
  way?: readonly {
    do: string
    element: string
    variables: Readonly<Record<string, unknown>>
    assumed: readonly string[]
  }[]
  /** A change that is certain to remove it. */
  edit?: { element: string; replaceBy: 'parallelGateway' | 'exclusiveGateway' | 'inclusiveGateway' }
}

export interface Page<T> {
  items: T[]
  /** Cursor of the next page; absent on the last. */
  next?: string
}

/** GET /api/info (no sign-in) */
export interface Info {
  name: string
  version: string
  /** True where the clock may be moved and demo accounts exist. */
  demo: boolean
  now: string
  /** Demo accounts to offer on the sign-in page; empty outside demo mode. */
  accounts: { account: string; name: string; department: string; roles: string[] }[]
}

/** GET /api/clock; POST /api/clock (admin, demo mode) with MoveClock answers Clock */
export interface Clock {
  now: string
  demo: boolean
}

/** Forward only: exactly one of the two. */
export interface MoveClock {
  to?: string
  /** ISO 8601 duration, e.g. `P1D`, `PT2H`. */
  advance?: string
}

export interface ClockMoved extends Clock {
  /** Timers that fired on the way, in order. */
  fired: number
}

/** GET /api/live: server-sent events, `event: change`, data of this shape. */
export interface LiveChange {
  topic: 'case' | 'clock' | 'process' | 'card' | 'almanac' | 'people'
  caseId?: string
}
