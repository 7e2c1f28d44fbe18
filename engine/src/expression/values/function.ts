import type { FeelType } from '../syntax/node.ts'
import type { Run } from '../run.ts'
import { FeelObject, type FeelValue } from './value.ts'

export interface FunctionParameter {
  readonly name: string
  readonly type?: FeelType
}

/** What a function does with its arguments, which are in the order of its parameters. */
export type Apply = (args: readonly FeelValue[], run: Run) => FeelValue

/** Arguments by name, put in the order of the parameters; undefined for names that fit none. */
export type Arrange = (named: ReadonlyMap<string, FeelValue>, run: Run) => readonly FeelValue[] | undefined

/** Arguments by name for a function with these parameters and no others. */
export const byName =
  (parameters: readonly FunctionParameter[]): Arrange =>
  (named) => {
    const all = named.size === parameters.length && parameters.every(({ name }) => named.has(name))
    return all ? parameters.map(({ name }) => named.get(name) as FeelValue) : undefined
  }

/** A function as a value: built-in, written in FEEL, a business knowledge model or a decision service. */
export class FeelFunction extends FeelObject {
  readonly kind = 'function'
  readonly name: string
  /** Undefined where the arguments are any number, as in `max(1, 2, 3)`. */
  readonly parameters: readonly FunctionParameter[] | undefined
  readonly apply: Apply
  readonly arrange: Arrange | undefined

  constructor(name: string, parameters: readonly FunctionParameter[] | undefined, apply: Apply, arrange?: Arrange) {
    super()
    this.name = name
    this.parameters = parameters
    this.apply = apply
    this.arrange = arrange
  }

  override toString(): string {
    return `function(${(this.parameters ?? []).map(({ name }) => name).join(', ')})`
  }
}
