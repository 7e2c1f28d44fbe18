import type { Json, Variables } from '@lianban/engine'

/** `case.json`: drawings, the marks they leave, and runs with what must come of them (see README.md beside this file). */
export interface Case {
  readonly about?: string
  readonly model?: string
  readonly models?: readonly string[]
  /** DMN files that are deployed with each model. */
  readonly decisions?: readonly string[]
  /** The process meant when a step names none. */
  readonly process?: string
  /** Element -> word noted each time an instance of it completes. */
  readonly marks?: Readonly<Record<string, string>>
  readonly runs: readonly Run[]
}

export interface Run {
  /** Empty: the run only deploys. */
  readonly when: readonly Step[]
  readonly then: Expected
}

/** One of its verbs each. */
export interface Step {
  readonly start?: string
  readonly advance?: string
  readonly complete?: string
  readonly throw?: string
  readonly error?: string
  readonly message?: string
  readonly key?: string
  readonly signal?: string
  readonly variables?: Variables
}

export interface Expected {
  /** In any order. */
  readonly marks?: readonly string[]
  /** In exactly this order. */
  readonly trace?: readonly string[]
  readonly outcome?: Outcome
  /** A subset of the variables of the first case. */
  readonly variables?: Readonly<Record<string, Json>>
}

export type Outcome =
  'completed' | 'waiting' | 'failed' | 'refused' | 'refused-or-failed' | 'uncaught-error' | 'terminated'
