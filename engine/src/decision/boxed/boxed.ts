import type { ModdleElement } from '../../model/moddle.ts'
import type { FeelScope, FeelValue, Lookup, Names } from '../feel.ts'
import type { Run } from '../run.ts'
import type { Type } from '../types/type.ts'

/** Decision logic, compiled: the value of a boxed expression where names have values. */
export type Logic = (lookup: Lookup, run: Run) => FeelValue

export interface Boxed {
  readonly logic: Logic
  readonly type: Type
}

/** Where a boxed expression stands, and what its compile function may ask for. */
export interface Place {
  readonly scope: FeelScope
  /** Compiles an expression inside, where further names are known. */
  compile(expression: ModdleElement | undefined, further?: Names): Boxed
  typeOf(element: ModdleElement, reference: string | undefined): Type
  report(code: string, element: ModdleElement, words: string, fix: string): void
  /** A table that can be evaluated, but hardly as it is meant. */
  warn(problem: { readonly code: string; readonly words: string; readonly fix: string }): void
  /** Of the decision or knowledge model. */
  readonly name: string
}

/** One kind of boxed expression (DMN 1.5, chapter 8 and 10.2). */
export type CompileBoxed = (expression: ModdleElement, place: Place) => Boxed

export const nothing: Logic = () => null

/** What is known outside, and inside it also these names. */
export const extended =
  (outside: Lookup, inside: ReadonlyMap<string, FeelValue>): Lookup =>
  (name) => {
    const value = inside.get(name)
    return value === undefined ? outside(name) : value
  }
