import { entryOf, isContext } from '../../expression/values/value.ts'
import type { FeelValue, Lookup } from '../feel.ts'
import type { Element } from '../model.ts'

/**
 * The values of elements in one evaluation, or in one call of a service. An imported element may have other values for each
 * way on which it is imported, so each name of an import leads to a frame of its own.
 */
export class Frame {
  readonly inputs: Lookup
  readonly values = new Map<Element, FeelValue>()
  /** Names of the imports on the way here. */
  readonly #path: readonly string[]
  #below: Map<string, Frame> | undefined

  constructor(inputs: Lookup, path: readonly string[] = []) {
    this.inputs = inputs
    this.#path = path
  }

  below(through: string | undefined): Frame {
    if (through === undefined) return this
    this.#below ??= new Map()
    let frame = this.#below.get(through)
    if (!frame) this.#below.set(through, (frame = new Frame(this.inputs, [...this.#path, through])))
    return frame
  }

  /** The same place in a call of its own. */
  fresh(): Frame {
    return new Frame(this.inputs, this.#path)
  }

  /** What is given from outside: inside the names of the imports, or beside the others. */
  given(name: string): FeelValue | undefined {
    const [first, ...rest] = this.#path
    if (first === undefined) return this.inputs(name) as FeelValue | undefined
    let value = this.inputs(first) as FeelValue | undefined
    for (const step of [...rest, name]) {
      value = value === undefined || !isContext(value) ? undefined : entryOf(value, step)
    }
    return value === undefined ? (this.inputs(name) as FeelValue | undefined) : value
  }
}
