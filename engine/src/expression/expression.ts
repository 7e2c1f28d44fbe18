import type { Explanation } from './explanation.ts'
import type { Almanac, WorkingCalendar } from '../time/index.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type Variables = Readonly<Record<string, Json>>

/** Everything outside the state that an evaluation may depend on: time is an argument. */
export interface Moment {
  /** Epoch milliseconds. */
  readonly at: number
  readonly calendar: WorkingCalendar
  /** The named calendars and the register of limits; absent where only `calendar` is known. */
  readonly almanac?: Almanac
}

/** Looks a name up in the scopes of an element; `undefined` = nobody set it. */
export type Names = (name: string) => unknown

/** A FEEL expression (or a constant), compiled once at deployment. */
export interface Expression {
  readonly source: string
  /** Names that it may read. */
  readonly names: readonly string[]
  /** What it reads of each, as far as that can be told: `['form', 'applicant', 'age']`. */
  readonly reads: readonly (readonly string[])[]
  evaluate(names: Names, moment: Moment): Evaluation
  /** How it comes to its value; undefined for a constant, and where it cannot be evaluated. */
  explain(names: Names, moment: Moment): Explanation | undefined
}

export type Evaluation = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly trouble: string }
