import type { Run } from '../run.ts'
import { compare, equals } from '../values/compare.ts'
import { isList, kindOf, type FeelValue } from '../values/value.ts'
import type { FeelFunction } from '../values/function.ts'
import { sorted } from './sort.ts'
import { takes, type Family } from './signature.ts'

type List = readonly FeelValue[]

const made = (list: List, run: Run): List => {
  run.spend(2 * list.length)
  run.makeItems(list.length)
  return list
}

const has = (list: List, element: FeelValue, run: Run): boolean => list.some((item) => same(item, element, run))

function same(a: FeelValue, b: FeelValue, run: Run): boolean {
  run.spend(1)
  return equals(a, b, run) === true
}

/** The place of a position, which counts from 1 or, negative, from the end; undefined beyond the list. */
function placeOf(position: number, length: number): number | undefined {
  const at = position > 0 ? position - 1 : length + position
  return Number.isInteger(position) && position !== 0 && at >= 0 && at < length ? at : undefined
}

const noPosition = (position: number, run: Run): null => run.warn('wrong-arguments', `there is no position ${position}`)

function extreme(list: List, sign: 1 | -1, run: Run): FeelValue {
  let best: FeelValue = list[0] ?? null
  if (list.some((item) => item === null)) return run.warn('wrong-arguments', 'the list has a null')
  for (const item of list) {
    run.spend(1)
    const order = compare(item, best, run)
    if (order === null) return run.warn('not-comparable', `the list has a ${kindOf(item)} beside a ${kindOf(best)}`)
    if (order * sign > 0) best = item
  }
  return best
}

function without(lists: readonly List[], run: Run): List {
  const found: FeelValue[] = []
  for (const item of lists.flat(1)) if (!has(found, item, run)) found.push(item)
  return made(found, run)
}

function flat(list: List, run: Run, into: FeelValue[] = []): FeelValue[] {
  run.enter(1)
  for (const item of list) {
    run.spend(1)
    run.makeItems(1)
    if (isList(item)) flat(item, run, into)
    else into.push(item)
  }
  run.leave(1)
  return into
}

/** True or false once an item decides; null where one is neither. */
function decide(list: List, decisive: boolean, run: Run): boolean | null {
  run.spend(2 * list.length)
  if (list.includes(decisive)) return decisive
  const odd = list.find((item) => typeof item !== 'boolean')
  return odd === undefined ? !decisive : run.warn('wrong-arguments', `the list has a ${kindOf(odd)}`)
}

/** List functions (DMN 1.5, §10.3.4.4), but for those that compute with numbers. */
export const listFunctions: Family = {
  'list contains': [takes('list: list, element: any', ([list, element], run) => has(list, element, run))],
  'list replace': [
    takes('list: list, position: number, newItem: any', ([list, position, newItem]: [List, number, FeelValue], run) => {
      const at = placeOf(position, list.length)
      return at === undefined ? noPosition(position, run) : made(list.with(at, newItem), run)
    }),
    takes(
      'list: list, match: function, newItem: any',
      ([list, match, newItem]: [List, FeelFunction, FeelValue], run) => {
        const replaced: FeelValue[] = []
        for (const item of list) {
          const holds = match.apply([item, newItem], run)
          if (typeof holds !== 'boolean') return run.warn('wrong-type', 'match answers neither true nor false')
          replaced.push(holds ? newItem : item)
        }
        return made(replaced, run)
      },
    ),
  ],
  count: [takes('list: list', ([list]: [List]) => list.length)],
  min: [takes('...list', ([list], run) => extreme(list, -1, run))],
  max: [takes('...list', ([list], run) => extreme(list, 1, run))],
  all: [takes('...list', ([list], run) => decide(list, false, run))],
  any: [takes('...list', ([list], run) => decide(list, true, run))],
  sublist: [
    takes(
      'list: list, start position: number, length?: number',
      ([list, start, length]: [List, number, number | null], run) => {
        const at = placeOf(start, list.length)
        const count = length ?? list.length
        if (at === undefined) return noPosition(start, run)
        if (count < 0 || (length !== null && at + count > list.length)) return noPosition(start + count, run)
        return made(list.slice(at, at + count), run)
      },
    ),
  ],
  append: [takes('list: list, ...item', ([list, items]: [List, List], run) => made([...list, ...items], run))],
  concatenate: [takes('...list: list', ([lists]: [readonly List[]], run) => made(lists.flat(1), run))],
  'insert before': [
    takes('list: list, position: number, newItem: any', ([list, position, newItem]: [List, number, FeelValue], run) => {
      const at = placeOf(position, list.length)
      return at === undefined ? noPosition(position, run) : made(list.toSpliced(at, 0, newItem), run)
    }),
  ],
  remove: [
    takes('list: list, position: number', ([list, position]: [List, number], run) => {
      const at = placeOf(position, list.length)
      return at === undefined ? noPosition(position, run) : made(list.toSpliced(at, 1), run)
    }),
  ],
  reverse: [takes('list: list', ([list]: [List], run) => made(list.toReversed(), run))],
  'index of': [
    takes('list: list, match: any', ([list, match]: [List, FeelValue], run) =>
      made(
        list.flatMap((item, i) => (same(item, match, run) ? [i + 1] : [])),
        run,
      ),
    ),
  ],
  union: [takes('...list: list', ([lists], run) => without(lists, run))],
  'distinct values': [takes('list: list', ([list]: [List], run) => without([list], run))],
  'duplicate values': [
    takes('list: list', ([list]: [List], run) => {
      const twice = list.filter((item, i) => has(list.slice(0, i), item, run))
      return without([twice], run)
    }),
  ],
  flatten: [takes('list: list', ([list]: [List], run) => flat(list, run))],
  sort: [
    takes('list: list, precedes?: function', ([list, precedes]: [List, FeelFunction | null], run) =>
      sorted(list, precedes, run),
    ),
  ],
  partition: [
    takes('list: list, size: number', ([list, size]: [List, number], run) => {
      if (!Number.isInteger(size) || size < 1) return run.warn('wrong-arguments', `there are no parts of ${size}`)
      const parts: List[] = []
      for (let i = 0; i < list.length; i += size) parts.push(made(list.slice(i, i + size), run))
      return made(parts, run)
    }),
  ],
  'is empty': [takes('list: list', ([list]: [List]) => list.length === 0)],
}
