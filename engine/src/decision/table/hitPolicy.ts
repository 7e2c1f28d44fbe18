import { equals } from '../../expression/values/compare.ts'
import type { FeelContext, FeelValue, Lookup } from '../feel.ts'
import type { Run } from '../run.ts'
import { coerce } from '../types/coerce.ts'
import { aggregated } from './aggregate.ts'
import type { HitPolicy, Table } from './table.ts'

interface Fired {
  readonly table: Table
  /** Indexes of the rules, in the order of the table. */
  readonly rules: readonly number[]
  readonly lookup: Lookup
  readonly run: Run
}

/** The result of the rules that fired, by the table's hit policy (DMN 1.5, 8.2.8); without any, the default outputs. */
export function resultOf(table: Table, rules: readonly number[], lookup: Lookup, run: Run): FeelValue {
  const fired = { table, rules, lookup, run }
  return rules.length === 0 ? fallback(fired) : policies[table.hitPolicy](fired)
}

const policies: Readonly<Record<HitPolicy, (fired: Fired) => FeelValue>> = {
  UNIQUE(fired) {
    if (fired.rules.length === 1) return outputOf(fired, fired.rules[0]!)
    fired.run.warn(`Expected one rule to fire, but rules ${numbers(fired.rules)} did`)
    return null
  },
  ANY(fired) {
    const [first, ...others] = outputs(fired)
    if (others.every((other) => equals(first!, other, fired.run.feel) === true)) return first!
    fired.run.warn(`Expected rules ${numbers(fired.rules)} to give the same result, but they differ`)
    return null
  },
  FIRST: (fired) => outputOf(fired, fired.rules[0]!),
  PRIORITY: (fired) => byPriority(fired)[0] ?? null,
  'RULE ORDER': outputs,
  'OUTPUT ORDER': byPriority,
  COLLECT(fired) {
    const { aggregation } = fired.table
    return aggregation ? aggregated(aggregation, outputs(fired), fired.run) : outputs(fired)
  },
}

const numbers = (rules: readonly number[]): string => rules.map((rule) => rule + 1).join(', ')

function outputs(fired: Fired): FeelValue[] {
  return fired.rules.map((rule) => outputOf(fired, rule))
}

const outputOf = (fired: Fired, rule: number): FeelValue =>
  joined(fired, (output) => fired.table.rules[rule]!.outputs[output]?.(fired.lookup, fired.run) ?? null)

function fallback(fired: Fired): FeelValue {
  const { table, lookup, run } = fired
  if (table.outputs.some((output) => output.fallback)) {
    const value = joined(fired, (output) => table.outputs[output]!.fallback?.(lookup, run) ?? null)
    return lists.has(table.hitPolicy) && !table.aggregation ? [value] : value
  }
  if (table.aggregation === 'COUNT') return 0
  return lists.has(table.hitPolicy) && !table.aggregation ? [] : null
}

const lists: ReadonlySet<HitPolicy> = new Set<HitPolicy>(['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'])

/** One output is its value, several are a context. */
function joined({ table, run }: Fired, valueOf: (output: number) => FeelValue): FeelValue {
  const [first] = table.outputs
  if (first && first.name === undefined) return coerce(valueOf(0), first.type, run)
  const values = table.outputs.map(({ type }, output) => coerce(valueOf(output), type, run))
  return Object.fromEntries(table.outputs.map(({ name }, output) => [name ?? '', values[output]!]))
}

/** By the order of the output values, of the first output first; what is not among them comes last. */
function byPriority(fired: Fired): FeelValue[] {
  const { table, lookup, run } = fired
  const orders = table.outputs.map(({ order }) => order(lookup, run) ?? [])
  const ranked = outputs(fired).map((value) => ({
    value,
    ranks: table.outputs.map(({ name }, output) => {
      const part = name === undefined ? value : (value as FeelContext)[name]!
      const rank = orders[output]!.findIndex((candidate) => equals(candidate, part, run.feel) === true)
      return rank < 0 ? Infinity : rank
    }),
  }))
  const compare = (a: readonly number[], b: readonly number[]): number => {
    const at = a.findIndex((rank, output) => rank !== b[output])
    return at < 0 ? 0 : a[at]! < b[at]! ? -1 : 1
  }
  return ranked.toSorted((a, b) => compare(a.ranks, b.ranks)).map(({ value }) => value)
}
