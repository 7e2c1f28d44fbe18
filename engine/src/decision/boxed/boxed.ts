import type { ModdleElement } from '../../model/moddle.ts'
import type { FeelValue, Lookup, Names, OwnTypes } from '../feel.ts'
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
  readonly names: Names
  /** Compiles an expression inside, where further names are known. */
  compile(expression: ModdleElement | undefined, further?: Names): Boxed
  typeOf(element: ModdleElement, reference: string | undefined): Type
  /** Whether a value is of a type that the file defines. */
  readonly isOf: OwnTypes
  report(code: string, element: ModdleElement, words: string, fix: string): void
}

/** One kind of boxed expression (DMN 1.5, chapter 8 and 10.2). */
export type CompileBoxed = (expression: ModdleElement, place: Place) => Boxed

export const nothing: Logic = () => null

/** What is known outside, and inside it also these names. */
export const extended =
  (outside: Lookup, inside: ReadonlyMap<string, FeelValue>): Lookup =>
  (name) => {
    const value = inside.get(name)
    return value === undefined && !inside.has(name) ? outside(name) : value
  }

export const further = (names: Names, more: Names): Names => new Map([...names, ...more])
