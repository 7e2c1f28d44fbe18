import type { Variables } from '../expression/expression.ts'
import type { Instance } from '../step/state.ts'

/** One part of a modification of a running case. */
export type Instruction =
  /**
   * Enters the element anew, without a token. `scope`: the key of the container that it is placed in, where several live;
   * containers that do not live yet are opened without their start events.
   */
  | { readonly do: 'activate'; readonly element: string; readonly scope?: number; readonly variables?: Variables }
  /** Ends the instance and everything inside; a container that is empty afterwards ends too. */
  | { readonly do: 'terminate'; readonly key: number }
  /** Takes a token away that waits at a join. */
  | { readonly do: 'dropToken'; readonly scope: number; readonly gateway: string; readonly flow: string }

/** A case as it was after some event of its record. */
export interface RestartPoint {
  /** Number of the last event that still counts. */
  readonly seq: number
  readonly at: number
  readonly version: number
  readonly businessStatus?: string
  readonly instances: readonly Instance[]
}

/** How a running case goes over to another version of its process. What is not named goes to its own id. */
export interface MigrationPlan {
  /** Element of the old version -> element of the new one. */
  readonly elements?: Readonly<Record<string, string>>
  /** Flow of the old version that a token has come by -> flow of the new one. */
  readonly flows?: Readonly<Record<string, string>>
  /** Elements of the old version whose live instances end. */
  readonly ends?: readonly string[]
  /** Joins of the old version whose waiting tokens are taken away. */
  readonly dropTokens?: readonly string[]
  /** Activities of the old version that can no longer be undone afterwards. */
  readonly dropCompensation?: readonly string[]
  /** Variables of the case that are set. */
  readonly variables?: Variables
  /** FEEL over the variables of the case -> the variable that it sets, in this order. */
  readonly mappings?: readonly { readonly source: string; readonly target: string }[]
}

/** Why a case does not go over: something for a person to choose, or something that this engine does not do. */
export interface MigrationProblem {
  readonly outcome: 'choice' | 'cannot'
  readonly code: MigrationProblemCode
  /** Id in the old version. */
  readonly element: string
  readonly words: string
  readonly remedy: string
}

export const migrationProblemCodes = [
  'element-gone',
  'element-missing',
  'type-changed',
  'loop-changed',
  'scope-changed',
  'token-lost',
  'compensation-lost',
  'listener-changed',
  'nothing-left',
  'mapping-failed',
] as const
export type MigrationProblemCode = (typeof migrationProblemCodes)[number]
