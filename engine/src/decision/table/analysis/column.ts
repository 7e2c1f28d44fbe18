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
  /** The index of each mark. */
  readonly places: ReadonlyMap<Point['at'], number>
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
  const cut: Cut = { scale, places: new Map(marks.map((mark, index) => [mark, index])) }
  const atoms = isOrdered(scale) ? 2 * marks.length + 1 : marks.length + 1
  const rules = Array.from({ length: atoms }, () => noBits(cells.length))
  for (const [rule, cell] of cells.entries()) {
    if (!cell) continue
    const inside = insideOf(cell, cut, atoms)
    for (let atom = 0; atom < atoms; atom++) if (inside[atom] === 1) add(rules[atom]!, rule)
  }
  return { ...cut, marks, rules }
}

type Cut = Pick<Column, 'scale' | 'places'>

/** For each atom, 1 where it fulfils the cell. */
export function insideOf({ spans, negated }: CellSet, cut: Cut, atoms: number): Uint8Array {
  const inside = new Uint8Array(atoms).fill(negated ? 1 : 0)
  for (const span of spans) inside.fill(negated ? 0 : 1, ...atomsIn(span, cut, atoms))
  return inside
}

/** The first atom of a span, and the one behind its last. */
function atomsIn({ low, high }: Span, { scale, places }: Cut, atoms: number): [number, number] {
  const place = (at: Point['at']): number => places.get(at)!
  if (!isOrdered(scale)) return [place(low!.at), place(low!.at) + 1]
  const from = low ? 2 * place(low.at) + (low.included ? 1 : 2) : 0
  const to = high ? 2 * place(high.at) + (high.included ? 1 : 0) : atoms - 1
  return [from, Math.max(from, to + 1)]
}

/** The atom in which a value lies; undefined when it is not on the column's scale. */
export function atomOf({ scale, marks, places }: Column, value: FeelValue): number | undefined {
  const point = typeof value === scale ? { at: value as Point['at'], scale } : measured(value)
  if (point?.scale !== scale) return undefined
  if (!isOrdered(scale)) {
    return places.get(point.at) ?? marks.length
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
