import type { FeelValue, Lookup } from '../feel.ts'
import type { Run } from '../run.ts'
import { allBits, listOf, type Bits } from './analysis/bits.ts'
import { cellSetOf, isOrdered, type Scale } from './analysis/cellSet.ts'
import { atomOf, columnOf, type Column } from './analysis/column.ts'
import type { Rule } from './table.ts'

/** The rules that fire for the values of the inputs, in the order of the table. */
export type Match = (values: readonly FeelValue[], lookup: Lookup, run: Run) => readonly number[]

/** Larger tables are looked through rule by rule. */
const largestIndex = 1_000_000

/**
 * Columns whose cells are constants are looked up, not evaluated: by hash or by halving. Other cells, and values that are
 * not on the scale of their column, such as null, are evaluated for the rules that are left.
 */
export function matcherOf(rules: readonly Rule[], inputs: number): Match {
  const lookups = Array.from({ length: inputs }, (_, input) => lookupOf(rules, input))
  const all = allBits(rules.length)
  const left = new Uint32Array(all.length)
  const slow: number[] = []
  return (values, lookup, run) => {
    left.set(all)
    slow.length = 0
    for (let input = 0; input < inputs; input++) {
      const found = lookups[input]?.(values[input]!)
      if (found) for (let word = 0; word < left.length; word++) left[word]! &= found[word]!
      else slow.push(input)
    }
    const candidates = listOf(left)
    if (slow.length === 0) return candidates
    // A cell may come back to this table, as a function of the model may: from here on nothing is shared.
    const unsettled = slow.slice()
    return candidates.filter((rule) =>
      unsettled.every((input) => rules[rule]!.cells[input]?.test(values[input]!, lookup, run) === true),
    )
  }
}

/** The rules whose cell a value fulfils; undefined where only evaluation can tell. */
function lookupOf(rules: readonly Rule[], input: number): ((value: FeelValue) => Bits | undefined) | undefined {
  const cells = rules.map(({ cells: { [input]: cell } }) => (cell ? cellSetOf(cell.node) : undefined))
  if (cells.includes(undefined)) return undefined
  const column = columnOf(cells)
  if (!column || column.rules.length * rules.length > 32 * largestIndex) return undefined
  if (column.marks.length === 0) return () => column.rules.at(-1)
  return isOrdered(column.scale) ? ordered(column) : hashed(column)
}

function ordered(column: Column): (value: FeelValue) => Bits | undefined {
  return (value) => {
    const atom = atomOf(column, value)
    return atom === undefined ? undefined : column.rules[atom]
  }
}

function hashed({ scale, marks, rules }: Column): (value: FeelValue) => Bits | undefined {
  const byValue = new Map(marks.map((mark, index) => [mark, rules[index]!]))
  const others = rules[marks.length]!
  const type: Scale = scale
  return (value) => (typeof value === type ? (byValue.get(value as string | boolean) ?? others) : undefined)
}
