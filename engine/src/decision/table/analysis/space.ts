import { add, both, has, isEmpty, noBits, type Bits } from './bits.ts'
import { columnOf, insideOf, isHollow, type Column } from './column.ts'
import type { CellSet } from './cellSet.ts'

/** The values of all inputs of a table, cut so finely that within each box every rule either applies or does not. */
export interface Space {
  readonly columns: readonly Column[]
  /** For each column the atoms that can occur: those that are not hollow and that the input values allow. */
  readonly atoms: readonly (readonly number[])[]
  readonly rules: number
}

/** For each column one atom or several that lie together. */
export type Box = readonly (readonly number[])[]

/** Undefined where a column mixes numbers with strings, dates and so on. */
export function spaceOf(
  cells: readonly (readonly (CellSet | undefined)[])[],
  domains: readonly (CellSet | undefined)[],
): Space | undefined {
  const columns = domains.map((domain, input) =>
    columnOf(
      cells.map((rule) => rule[input]),
      domain?.spans,
    ),
  )
  if (columns.includes(undefined)) return undefined
  const known = columns as Column[]
  const atoms = known.map((column, input) => {
    const every = Array.from(column.rules, (_, atom) => atom).filter((atom) => !isHollow(column, atom))
    const domain = domains[input]
    if (!domain) return every
    const allowed = insideOf(domain, column, column.rules.length)
    return every.filter((atom) => allowed[atom] === 1)
  })
  return { columns: known, atoms, rules: cells.length }
}

/** Boxes of `within` that none of the rules covers, up to `limit`; undefined when there are too many to look at. */
export function uncovered(space: Space, rules: Bits, within: Box, limit: number): Box[] | undefined {
  const found: Box[] = []
  let left = mostBoxes
  const look = (input: number, alive: Bits, box: readonly (readonly number[])[]): void => {
    if (left-- <= 0 || found.length >= limit) return
    if (isEmpty(alive)) {
      found.push([...box, ...within.slice(input)])
      return
    }
    if (input === space.columns.length) return
    for (const { atoms, alive: inside } of grouped(space.columns[input]!, within[input]!, alive)) {
      look(input + 1, inside, [...box, atoms])
    }
  }
  look(0, rules, [])
  return left <= 0 ? undefined : found
}

const mostBoxes = 20_000

/** Atoms for which the same rules are left are looked at together. */
function grouped(
  column: Column,
  atoms: readonly number[],
  alive: Bits,
): { readonly atoms: number[]; readonly alive: Bits }[] {
  const groups = new Map<string, { atoms: number[]; alive: Bits }>()
  for (const atom of atoms) {
    const inside = both(alive, column.rules[atom]!)
    const key = inside.join(',')
    const group = groups.get(key)
    if (group) group.atoms.push(atom)
    else groups.set(key, { atoms: [atom], alive: inside })
  }
  return [...groups.values()]
}

/** Where a rule applies; undefined when it applies nowhere. */
export function boxOf(space: Space, rule: number): Box | undefined {
  const box = space.columns.map((column, input) => space.atoms[input]!.filter((atom) => has(column.rules[atom]!, rule)))
  return box.some((atoms) => atoms.length === 0) ? undefined : box
}

/** Where in the box the rule applies too; undefined when it does not. */
export function meeting({ columns }: Space, box: Box, rule: number): Box | undefined {
  const found: number[][] = []
  for (const [input, atoms] of box.entries()) {
    const shared = atoms.filter((atom) => has(columns[input]!.rules[atom]!, rule))
    if (shared.length === 0) return undefined
    found.push(shared)
  }
  return found
}

export const bitsOf = (size: number, rules: readonly number[]): Bits => {
  const bits = noBits(size)
  for (const rule of rules) add(bits, rule)
  return bits
}
