import type { Run } from '../run.ts'
import type { FeelNode } from '../syntax/node.ts'
import type { TypeTest } from '../values/type.ts'
import type { FeelValue } from '../values/value.ts'

/** A variable that the expression itself introduces, and those around it. */
export interface Frame {
  value: FeelValue
  readonly outer: Frame | null
}

/** A part of an expression, ready to run. */
export type Code = (run: Run, frame: Frame | null) => FeelValue

/**
 * What is known of the frames while compiling, innermost first. `item` is the element of a filtered list: its entries are
 * names too, so that what a name means there shows at run time only. `partial` is a list that still grows.
 */
export interface Scope {
  readonly kind: 'local' | 'item' | 'partial'
  readonly name: string
  readonly outer: Scope | null
}

/** Passed down while compiling: how to compile a part, in which scope. */
export interface Compiling {
  readonly scope: Scope | null
  /** Types beside the standard's. */
  readonly types: TypeTest | undefined
  compile(node: FeelNode): Code
  /** The same with one more variable, which the code finds in its innermost frame. */
  within(name: string, kind?: Scope['kind']): Compiling
}

export const local = (value: FeelValue, outer: Frame | null): Frame => ({ value, outer })
