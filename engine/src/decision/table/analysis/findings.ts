import type { FeelNode } from '../../../expression/syntax/node.ts'
import type { HitPolicy } from '../table.ts'
import { cellSetOf, constantOf, type CellSet } from './cellSet.ts'
import { bitsOf, boxOf, meeting, spaceOf, uncovered, type Box, type Space } from './space.ts'

/** What of a table is looked at. */
export interface CheckedTable {
  readonly hitPolicy: HitPolicy
  /** Without default outputs, values for which no rule fires have no result. */
  readonly hasDefault: boolean
  /** Input values, or those that the type of the input allows. */
  readonly domains: readonly (FeelNode | undefined)[]
  readonly rules: readonly CheckedRule[]
  /** Output values, the most important first, of the first output. */
  readonly order: readonly unknown[]
}

export interface CheckedRule {
  readonly cells: readonly FeelNode[]
  readonly outputs: readonly FeelNode[]
}

export type Finding =
  /** Values for which no rule fires. */
  | { readonly kind: 'gap'; readonly box: Box }
  /** Two rules of a unique table fire for the same values. */
  | { readonly kind: 'overlap'; readonly rules: readonly [number, number]; readonly box: Box }
  /** Two rules of a table that allows any of several fire for the same values, with different results. */
  | { readonly kind: 'conflict'; readonly rules: readonly [number, number]; readonly box: Box }
  /** Rules before it, or more important ones, fire wherever it does: its result never counts. */
  | { readonly kind: 'masked'; readonly rules: readonly [number]; readonly by: readonly number[] }
  /** No value fulfils it. */
  | { readonly kind: 'never'; readonly rules: readonly [number] }
  /** Cells that say something only when they are evaluated, and tables with too many cases. */
  | { readonly kind: 'undecided'; readonly rules: readonly number[] }

export interface Findings {
  /** Rules are indexes, from 0. */
  readonly findings: readonly Finding[]
  /** Missing where nothing could be decided. */
  readonly space?: Space
}

const mostGaps = 5
/** Larger tables would keep whoever publishes them waiting. */
const mostRules = 1000
const nothingDecided: Findings = { findings: [{ kind: 'undecided', rules: [] }] }

/**
 * Gaps, overlaps, conflicts and rules that never count, over all values of the inputs but null. A finding is certain: where
 * a cell cannot be decided, its rule may cover anything and is taken to cover nothing, and the rule is named as undecided.
 */
export function findingsOf(table: CheckedTable): Findings {
  if (table.rules.length > mostRules) return nothingDecided
  const cells = table.rules.map((rule) => rule.cells.map(cellSetOf))
  const space = spaceOf(
    cells,
    table.domains.map((domain) => domain && cellSetOf(domain)),
  )
  if (!space || table.rules.length === 0) return nothingDecided
  const decided = cells.map((rule) => rule.every((cell) => cell !== undefined))
  const undecided = indexes(decided, (is) => !is)
  const findings: Finding[] = undecided.length > 0 ? [{ kind: 'undecided', rules: undecided }] : []
  const boxes = decided.map((is, rule) => (is ? boxOf(space, rule) : undefined))
  findings.push(...gaps(table, space, cells))
  for (const rule of indexes(decided, (is) => is)) if (!boxes[rule]) findings.push({ kind: 'never', rules: [rule] })
  findings.push(...meetings(table, space, boxes), ...masked(table, space, boxes))
  return { findings, space }
}

const indexes = <T>(items: readonly T[], test: (item: T) => boolean): number[] =>
  items.flatMap((item, index) => (test(item) ? [index] : []))

/** A gap is certain only if the undecided cells, whatever they say, leave it. */
function gaps(table: CheckedTable, space: Space, cells: readonly (readonly (CellSet | undefined)[])[]): Finding[] {
  if (table.hasDefault || lists.has(table.hitPolicy)) return []
  const generous = spaceOf(
    cells.map((rule) => rule.map((cell) => cell ?? everything)),
    space.columns.map((_, input) => {
      const domain = table.domains[input]
      return domain && cellSetOf(domain)
    }),
  )
  if (!generous) return []
  const all = bitsOf(
    space.rules,
    indexes(cells, () => true),
  )
  const found = uncovered(generous, all, generous.atoms, mostGaps)
  return found ? found.map((box) => ({ kind: 'gap', box })) : [{ kind: 'undecided', rules: [] }]
}

const everything: CellSet = { spans: [], negated: true }
/** Their result without a rule is the empty list. */
const lists: ReadonlySet<HitPolicy> = new Set<HitPolicy>(['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'])

function meetings(table: CheckedTable, space: Space, boxes: readonly (Box | undefined)[]): Finding[] {
  const kind = table.hitPolicy === 'UNIQUE' ? 'overlap' : table.hitPolicy === 'ANY' ? 'conflict' : undefined
  if (!kind) return []
  const found: Finding[] = []
  for (const [second, box] of boxes.entries()) {
    if (!box) continue
    for (const [first, other] of boxes.slice(0, second).entries()) {
      const both = other && meeting(space, box, first)
      if (!both || (kind === 'conflict' && !differ(table.rules[first]!, table.rules[second]!))) continue
      found.push({ kind, rules: [first, second], box: both })
    }
  }
  return found
}

/** Certainly: both results are constants, and not the same. */
const differ = (a: CheckedRule, b: CheckedRule): boolean =>
  a.outputs.some((output, index) => {
    const [x, y] = [constantOf(output), b.outputs[index] && constantOf(b.outputs[index])]
    return x !== undefined && y !== undefined && typeof x !== 'object' && x !== y
  })

function masked(table: CheckedTable, space: Space, boxes: readonly (Box | undefined)[]): Finding[] {
  return boxes.flatMap((box, rule): Finding[] => {
    const stronger = box ? strongerThan(table, rule).filter((other) => boxes[other] && meeting(space, box, other)) : []
    if (!box || stronger.length === 0) return []
    const open = uncovered(space, bitsOf(space.rules, stronger), box, 1)
    return open?.length === 0 ? [{ kind: 'masked', rules: [rule], by: stronger }] : []
  })
}

/** The rules whose result counts instead of this one's where both fire. */
function strongerThan({ hitPolicy, rules, order }: CheckedTable, rule: number): number[] {
  if (hitPolicy === 'FIRST') return indexes(rules, () => true).slice(0, rule)
  if (hitPolicy !== 'PRIORITY') return []
  const rank = (index: number): number => {
    const [output, ...more] = rules[index]!.outputs
    const value = output && more.length === 0 ? constantOf(output) : undefined
    return value === undefined ? -1 : order.indexOf(value)
  }
  const own = rank(rule)
  return own < 0 ? [] : indexes(rules, () => true).filter((other) => rank(other) >= 0 && rank(other) < own)
}
