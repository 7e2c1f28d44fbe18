import type { Run } from '../run.ts'
import { compare } from '../values/compare.ts'
import { FeelRange } from '../values/range.ts'
import type { FeelValue } from '../values/value.ts'
import { takes, type BuiltIn, type Family } from './signature.ts'

/** A point is the range of itself. */
const asRange = (value: FeelValue): FeelRange => (value instanceof FeelRange ? value : new FeelRange(value, value))

/** How two ends lie to each other; an open end lies beyond all values. `undefined` where they have no order. */
interface Ends {
  /** a.start to b.start, a.end to b.end, a.end to b.start, a.start to b.end. */
  readonly starts: number
  readonly ends: number
  readonly endToStart: number
  readonly startToEnd: number
}

function endsOf(a: FeelRange, b: FeelRange, run: Run): Ends | undefined {
  let known = true
  const order = (x: FeelValue | undefined, y: FeelValue | undefined, xOpen: number, yOpen: number): number => {
    const left = x ?? null
    const right = y ?? null
    if (left === null || right === null) return left === right ? xOpen - yOpen : left === null ? xOpen : -yOpen
    const result = compare(left, right, run)
    if (result === null) known = false
    return Math.sign(result ?? 0)
  }
  const found = {
    starts: order(a.start, b.start, -1, -1),
    ends: order(a.end, b.end, 1, 1),
    endToStart: order(a.end, b.start, 1, -1),
    startToEnd: order(a.start, b.end, -1, 1),
  }
  return known ? found : undefined
}

type Relation = (ends: Ends, a: FeelRange, b: FeelRange) => boolean

/** Each relation is stated once; its counterpart is the same with the sides exchanged (DMN 1.5, table 78). */
const before: Relation = ({ endToStart }, a, b) =>
  endToStart < 0 || (endToStart === 0 && !(a.endIncluded && b.startIncluded))
const meets: Relation = ({ endToStart }, a, b) => endToStart === 0 && a.endIncluded && b.startIncluded
const startsNoLater: Relation = ({ starts }, a, b) =>
  starts < 0 || (starts === 0 && (a.startIncluded || !b.startIncluded))
const endsNoEarlier: Relation = ({ ends }, a, b) => ends > 0 || (ends === 0 && (a.endIncluded || !b.endIncluded))
const includes: Relation = (ends, a, b) => startsNoLater(ends, a, b) && endsNoEarlier(ends, a, b)
const sameStart: Relation = ({ starts }, a, b) => starts === 0 && a.startIncluded === b.startIncluded
const sameEnd: Relation = ({ ends }, a, b) => ends === 0 && a.endIncluded === b.endIncluded
const startedBy: Relation = (ends, a, b) => sameStart(ends, a, b) && endsNoEarlier(ends, a, b)
const finishedBy: Relation = (ends, a, b) => sameEnd(ends, a, b) && startsNoLater(ends, a, b)
const coincides: Relation = (ends, a, b) => sameStart(ends, a, b) && sameEnd(ends, a, b)

const touches: Relation = ({ endToStart, startToEnd }, a, b) =>
  (endToStart > 0 || (endToStart === 0 && a.endIncluded && b.startIncluded)) &&
  (startToEnd < 0 || (startToEnd === 0 && a.startIncluded && b.endIncluded))
const startsEarlier: Relation = ({ starts }, a, b) =>
  starts < 0 || (starts === 0 && a.startIncluded && !b.startIncluded)
const endsEarlier: Relation = ({ ends }, a, b) => ends < 0 || (ends === 0 && !a.endIncluded && b.endIncluded)
const overlapsBefore: Relation = (ends, a, b) =>
  touches(ends, a, b) && startsEarlier(ends, a, b) && (endsEarlier(ends, a, b) || sameEnd(ends, a, b))

const apply =
  (relation: Relation, exchanged = false): BuiltIn =>
  ([x, y]: [FeelValue, FeelValue], run) => {
    const a = asRange(exchanged ? y : x)
    const b = asRange(exchanged ? x : y)
    const ends = endsOf(a, b, run)
    return ends ? relation(ends, a, b) : run.warn('not-comparable', 'the ranges have no order')
  }

const point = 'number|string|date|time|datetime|duration'
const pairs = (...texts: readonly string[]) => texts
const points = pairs(`point1: ${point}, point2: ${point}`)
const mixed = pairs(`point: ${point}, range: range`, `range: range, point: ${point}`)
const ranges = pairs('range1: range, range2: range')
const rangePoint = pairs(`range: range, point: ${point}`)
const pointRange = pairs(`point: ${point}, range: range`)

const family = (texts: readonly string[], relation: Relation, exchanged = false) =>
  texts.map((text) => takes(text, apply(relation, exchanged)))

/** Range functions (DMN 1.5, §10.3.4.9). */
export const rangeFunctions: Family = {
  before: family([...points, ...mixed, ...ranges], before),
  after: family([...points, ...mixed, ...ranges], before, true),
  meets: family(ranges, meets),
  'met by': family(ranges, meets, true),
  overlaps: family(ranges, touches),
  'overlaps before': family(ranges, overlapsBefore),
  'overlaps after': family(ranges, overlapsBefore, true),
  finishes: family([...pointRange, ...ranges], finishedBy, true),
  'finished by': family([...rangePoint, ...ranges], finishedBy),
  includes: family([...rangePoint, ...ranges], includes),
  during: family([...pointRange, ...ranges], includes, true),
  starts: family([...pointRange, ...ranges], startedBy, true),
  'started by': family([...rangePoint, ...ranges], startedBy),
  coincides: family([...points, ...ranges], coincides),
}
