import type { Comparator } from '../syntax/node.ts'
import { FeelObject, type FeelValue } from './value.ts'

/**
 * A range (DMN 1.5, §10.3.2.7). An end that is undefined is open to all values: `(> 10)` is not `(10..null)`. The tests
 * `= x` and `!= x` are ranges too; `unary` says which a range was written as.
 */
export class FeelRange extends FeelObject {
  readonly kind = 'range'
  readonly start: FeelValue | undefined
  readonly end: FeelValue | undefined
  readonly startIncluded: boolean
  readonly endIncluded: boolean
  readonly unary: Comparator | undefined

  constructor(
    start: FeelValue | undefined,
    end: FeelValue | undefined,
    startIncluded = true,
    endIncluded = true,
    unary?: Comparator,
  ) {
    super()
    this.start = start
    this.end = end
    this.startIncluded = startIncluded
    this.endIncluded = endIncluded
    this.unary = unary
  }

  override toString(): string {
    const text = (value: FeelValue | undefined): string => (value === undefined ? '' : String(value))
    if (this.unary) return `(${this.unary} ${text(this.start ?? this.end)})`
    return `${this.startIncluded ? '[' : '('}${text(this.start)}..${text(this.end)}${this.endIncluded ? ']' : ')'}`
  }
}

/** The range of all values x with `x operator value`. */
export function unaryRange(operator: Comparator, value: FeelValue): FeelRange {
  switch (operator) {
    case '<':
    case '<=':
      return new FeelRange(undefined, value, false, operator === '<=', operator)
    case '>':
    case '>=':
      return new FeelRange(value, undefined, operator === '>=', false, operator)
    default:
      return new FeelRange(value, value, true, true, operator)
  }
}
