import type { RemarkCode } from '../words/codes.ts'
import type { Binary, Node } from './node.ts'

/** What is certain about a value; a whole number is written as JUEL and FEEL both write it. */
export type Kind = 'string' | 'whole' | 'number' | 'boolean' | 'null' | 'unknown'

/** Kinds of variables that the model itself tells, such as those of its form fields. */
export type Kinds = ReadonlyMap<string, Kind>

/** How tightly the text binds, so that it is put into parentheses where it must. */
export type Binding = 'if' | 'or' | 'and' | 'comparison' | 'sum' | 'product' | 'unary' | 'atom'

/** A part in FEEL. */
export interface Said {
  readonly text: string
  readonly kind: Kind
  readonly binding: Binding
  /** A variable of a known kind may still be null. */
  readonly nullable?: true
}

const bindings: readonly Binding[] = ['if', 'or', 'and', 'comparison', 'sum', 'product', 'unary', 'atom']

export const atom = (text: string, kind: Kind = 'unknown'): Said => ({ text, kind, binding: 'atom' })

export const truthOf = (text: string, binding: Binding): Said => ({ text, kind: 'boolean', binding })

/** The text as an operand of something that binds as tightly as `at`. */
export const operand = (said: Said, at: Binding): string =>
  bindings.indexOf(said.binding) >= bindings.indexOf(at) ? said.text : `(${said.text})`

/** Tighter than `binding` by one: the right side of an operator that groups to the left. */
export const above = (binding: Binding): Binding => bindings[bindings.indexOf(binding) + 1]!

export const quoted = (text: string): string => JSON.stringify(text)

/** What the parts of an expression need of the whole. */
export interface Translating {
  readonly remarks: Set<RemarkCode>
  say(node: Node): Said
  variable(name: string): Said
  binary(operator: Binary, left: Said, right: Said): Said
}
