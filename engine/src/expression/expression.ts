import type { WorkingCalendar } from '../time/index.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type Variables = Readonly<Record<string, Json>>

/** Everything outside the state that an evaluation may depend on: time is an argument. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly at: number
  readonly calendar: WorkingCalendar
}

/** Looks a name up in the scopes of an element; `undefined` = nobody set it. */
export type Names = (name: string) => unknown

/** A FEEL expression (or a constant), compiled once at deployment. */
export interface Expression {
  readonly source: string
  /** Names that it may read. */
  readonly names: readonly string[]
  evaluate(names: Names, moment: Moment): Evaluation
}

export type Evaluation = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly trouble: string }
