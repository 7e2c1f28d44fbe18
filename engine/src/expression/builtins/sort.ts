import type { Run } from '../run.ts'
import { compare } from '../values/compare.ts'
import type { FeelFunction } from '../values/function.ts'
import type { FeelValue } from '../values/value.ts'

/**
 * A stable merge sort, so that the work is bounded whatever `precedes` answers: it is true when its first argument must
 * come before its second. Without it numbers, strings and temporal values are in their own order.
 */
export function sorted(list: readonly FeelValue[], precedes: FeelFunction | null, run: Run): FeelValue {
  run.makeItems(list.length)
  let trouble: string | undefined
  const before = (a: FeelValue, b: FeelValue): boolean => {
    run.spend(2)
    if (precedes) {
      const answer = precedes.apply([a, b], run)
      if (typeof answer !== 'boolean') trouble = 'precedes answers neither true nor false'
      return answer === true
    }
    const order = compare(a, b, run)
    if (order === null) trouble = 'the list has values without an order'
    return order !== null && order < 0
  }
  const result = merged(list, before)
  return trouble === undefined ? result : run.warn('not-comparable', trouble)
}

function merged(list: readonly FeelValue[], before: (a: FeelValue, b: FeelValue) => boolean): readonly FeelValue[] {
  if (list.length < 2) return list
  const left = merged(list.slice(0, list.length >> 1), before)
  const right = merged(list.slice(list.length >> 1), before)
  const result: FeelValue[] = []
  let i = 0
  let j = 0
  while (i < left.length && j < right.length) {
    const fromRight = before(right[j] as FeelValue, left[i] as FeelValue)
    result.push((fromRight ? right[j++] : left[i++]) as FeelValue)
  }
  return [...result, ...left.slice(i), ...right.slice(j)]
}
