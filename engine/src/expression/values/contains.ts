import type { Run } from '../run.ts'
import { compare, equals } from './compare.ts'
import type { FeelRange } from './range.ts'
import { isList, type FeelValue } from './value.ts'
import { FeelRange as Range } from './range.ts'

/** Whether a value lies in a range (DMN 1.5, §10.3.2.7); null where that has no answer. */
export function rangeContains(range: FeelRange, value: FeelValue, run: Run): boolean | null {
  const { unary, start, end } = range
  if (unary === '=') return equals(value, start as FeelValue, run)
  if (unary === '!=') return not(equals(value, start as FeelValue, run))
  const low = start === undefined ? 1 : compare(value, start, run)
  const high = end === undefined ? -1 : compare(value, end, run)
  if (low === null || high === null) return null
  return (range.startIncluded ? low >= 0 : low > 0) && (range.endIncluded ? high <= 0 : high < 0)
}

/**
 * Whether `value in test` holds (table 55): the test is a range that contains it, a list that has it or a range or list
 * with it, or equals it.
 */
export function matches(value: FeelValue, test: FeelValue, run: Run): boolean | null {
  if (test instanceof Range) return value instanceof Range ? equals(value, test, run) : rangeContains(test, value, run)
  if (!isList(test)) return equals(value, test, run)
  if (isList(value) && equals(value, test, run)) return true
  let unknown = false
  for (const item of test) {
    run.spend(1)
    const found =
      item instanceof Range && !(value instanceof Range) ? rangeContains(item, value, run) : equals(value, item, run)
    if (found === true) return true
    if (found === null) unknown = true
  }
  return unknown && test.length === 1 ? null : false
}

const not = (value: boolean | null): boolean | null => (value === null ? null : !value)
