import type { FeelValue } from '../../../expression/values/value.ts'
import { add, noBits, type Bits } from './bits.ts'
import { isDiscrete, isOrdered, measured, type CellSet, type Point, type Scale, type Span } from './cellSet.ts'

/**
 * A column, cut into atoms: parts of its scale within which every cell says the same. An ordered scale has a part below its
 * first mark, the mark, the part up to the next mark, and so on; any other scale has its marks, and last all the rest.
 */
export interface Column {
  readonly scale: Scale
  readonly marks: readonly Point['at'][]
  /** For each atom the rules whose cell it fulfils. */
  readonly rules: readonly Bits[]
}

/** Cuts a column by its cells; undefined cells are not looked at. Undefined when the cells are of different scales. */
export function columnOf(cells: readonly (CellSet | undefined)[], extra: readonly Span[] = []): Column | undefined {
  const spans = [...cells.flatMap((cell) => cell?.spans ?? []), ...extra]
  const scale = spans[0]?.scale ?? 'boolean'
  if (spans.some((span) => span.scale !== scale)) return undefined
  const marks = [...new Set(spans.flatMap(({ low, high }) => [low, high].flatMap((end) => end?.at ?? [])))]
  if (scale === 'boolean' && marks.length > 0) marks.splice(0, 2, true, false)
  if (isOrdered(scale)) marks.sort((a, b) => Number(a) - Number(b))
  const column = { scale, marks }
  const atoms = isOrdered(scale) ? 2 * marks.length + 1 : marks.length + 1
  const rules = Array.from({ length: atoms }, () => noBits(cells.length))
  for (const [rule, cell] of cells.entries()) {
    if (!cell) continue
    for (const atom of atomsOf(cell, column, atoms)) add(rules[atom]!, rule)
  }
  return { ...column, rules }
}

type Cut = Pick<Column, 'scale' | 'marks'>

/** The atoms that fulfil the cell. */
export function atomsOf(cell: CellSet, column: Cut, atoms: number): number[] {
  const inside = new Set(cell.spans.flatMap((span) => atomsIn(span, column, atoms)))
  return Array.from({ length: atoms }, (_, atom) => atom).filter((atom) => inside.has(atom) !== cell.negated)
}

function atomsIn({ low, high }: Span, { scale, marks }: Cut, atoms: number): number[] {
  if (!isOrdered(scale)) return [marks.indexOf(low!.at)]
  const from = low ? 2 * marks.indexOf(low.at) + (low.included ? 1 : 2) : 0
  const to = high ? 2 * marks.indexOf(high.at) + (high.included ? 1 : 0) : atoms - 1
  return from > to ? [] : Array.from({ length: to - from + 1 }, (_, step) => from + step)
}

/** The atom in which a value lies; undefined when it is not on the column's scale. */
export function atomOf({ scale, marks }: Column, value: FeelValue): number | undefined {
  const point = typeof value === scale ? { at: value as Point['at'], scale } : measured(value)
  if (point?.scale !== scale) return undefined
  if (!isOrdered(scale)) {
    const index = marks.indexOf(point.at)
    return index < 0 ? marks.length : index
  }
  let [low, high] = [0, marks.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((marks[middle] as number) < (point.at as number)) low = middle + 1
    else high = middle
  }
  return low < marks.length && marks[low] === point.at ? 2 * low + 1 : 2 * low
}

/** Atoms that no value lies in: between neighbouring whole numbers, and beyond both truth values. */
export function isHollow({ scale, marks }: Column, atom: number): boolean {
  if (scale === 'boolean') return atom === 2
  if (!isOrdered(scale) || !isDiscrete(scale) || atom % 2 === 1) return false
  const [before, after] = [marks[atom / 2 - 1], marks[atom / 2]]
  return before !== undefined && after !== undefined && Number(after) - Number(before) <= 1
}
