import type { Outcome } from '@lianban/engine/runtime'

/** Where a node dies: at its nth commit, before it begins, while it is on its way, or committed but not yet answered. */
export interface FailPoint {
  readonly at: 'before' | 'during' | 'after'
  readonly commit: number
}

export type StoreAddress = { readonly sqlite: string } | { readonly postgres: string }

export interface Hand {
  readonly caseId: string
  readonly key: number
  readonly token: string
}

/** What the simulator asks of a node. */
export type Ask =
  | { type: 'open'; store: StoreAddress; name: string; now: number }
  | { type: 'arm'; failPoint: FailPoint }
  | { type: 'start'; process: string; caseId: string; variables: Record<string, never>; request: string }
  | { type: 'complete'; caseId: string; key: number; variables: Record<string, never>; request: string }
  | { type: 'publish'; name: string; correlationKey: string; id: string }
  | { type: 'activate'; worker: string; timeout: number }
  | { type: 'finish'; hand: Hand; variables: Record<string, never> }
  | { type: 'fail'; hand: Hand }
  | { type: 'tasks' }
  | { type: 'advance'; to: number }
  | { type: 'settle' }

export interface Answers {
  open: null
  arm: null
  start: Outcome
  complete: Outcome
  publish: Outcome
  activate: Hand[]
  finish: Outcome
  fail: Outcome
  tasks: { caseId: string; key: number }[]
  advance: null
  settle: null
}

export interface Question {
  readonly id: number
  readonly ask: Ask
}
/** A letter that has arrived outside, or the answer to a question. */
export type Told =
  { readonly letter: string } | { readonly id: number; readonly answer?: unknown; readonly error?: string }
