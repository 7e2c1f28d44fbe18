import type { Run } from '../run.ts'
import { calculate } from '../values/arithmetic.ts'
import { add, divide, multiply, subtract } from '../values/decimal.ts'
import { kindOf, type FeelValue } from '../values/value.ts'
import { takes, type BuiltIn, type Family } from './signature.ts'

/** All are null for an empty list unless said otherwise, and for a list that has anything but numbers. */
const numbers =
  (empty: FeelValue, compute: (list: readonly number[], run: Run) => FeelValue): BuiltIn =>
  ([list]: [readonly FeelValue[]], run) => {
    run.spend(list.length)
    const odd = list.find((item) => typeof item !== 'number')
    if (odd !== undefined) return run.warn('wrong-arguments', `the list has a ${kindOf(odd)}`)
    if (list.length === 0) return empty
    const result = compute(list as readonly number[], run)
    return typeof result === 'number' && !Number.isFinite(result) ? run.warn('no-result', 'too large') : result
  }

const total = (list: readonly number[]): number => list.reduce(add, 0)
const mean = (list: readonly number[]): number => divide(total(list), list.length)
const ordered = (list: readonly number[]): number[] => [...list].sort((a, b) => a - b)

function median(list: readonly number[]): number {
  const values = ordered(list)
  const middle = values.length >> 1
  const upper = values[middle] as number
  return values.length % 2 === 1 ? upper : divide(add(values[middle - 1] as number, upper), 2)
}

function mode(list: readonly number[], run: Run): number[] {
  const counts = new Map<number, number>()
  for (const n of list) counts.set(n + 0, (counts.get(n + 0) ?? 0) + 1)
  let most = 0
  for (const count of counts.values()) most = Math.max(most, count)
  run.makeItems(counts.size)
  return ordered([...counts].filter(([, count]) => count === most).map(([n]) => n))
}

function deviation(list: readonly number[], run: Run): FeelValue {
  if (list.length < 2) return run.warn('wrong-arguments', 'stddev needs two numbers')
  const middle = mean(list)
  const squares = list.map((n) => multiply(subtract(n, middle), subtract(n, middle)))
  return Math.sqrt(divide(total(squares), list.length - 1))
}

/** The sum of durations too, as an addition of all. */
const sum: BuiltIn = (args, run) => {
  const [list] = args as [readonly FeelValue[]]
  const [first] = list
  if (first === undefined || typeof first === 'number' || first === null) return numbers(null, total)(args, run)
  run.spend(list.length)
  const result = list.slice(1).reduce((all, item) => (all === null ? null : calculate('+', all, item, run)), first)
  const isSum = kindOf(first).endsWith('duration') && result !== null
  return isSum ? result : run.warn('wrong-arguments', `there is no sum of a ${kindOf(first)}`)
}

/** Functions of lists of numbers (DMN 1.5, §10.3.4.4). */
export const statisticsFunctions: Family = {
  sum: [takes('...list', sum)],
  mean: [takes('...list', numbers(null, mean))],
  product: [
    takes(
      '...list',
      numbers(null, (list) => list.reduce(multiply, 1)),
    ),
  ],
  median: [takes('...list', numbers(null, median))],
  stddev: [takes('...list', numbers(null, deviation))],
  mode: [takes('...list', numbers([], mode))],
}
