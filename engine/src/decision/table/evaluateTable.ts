import type { FeelValue, Lookup } from '../feel.ts'
import type { Run, RuleReason } from '../run.ts'
import { coerce } from '../types/coerce.ts'
import { resultOf } from './hitPolicy.ts'
import type { Table } from './table.ts'

/** The result of a table where its inputs have values; what fired is told to the run. */
export function evaluateTable(table: Table, lookup: Lookup, run: Run): FeelValue {
  const { inputs, match } = table
  run.feel.spend(1 + (table.rules.length >> 3))
  const values: FeelValue[] = []
  for (const { value, type, allowed, label } of inputs) {
    const given = coerce(value(lookup, run), type, run)
    values.push(given)
    if (!allowed || given === null || allowed.test(given, lookup, run) === true) continue
    run.warn(`Expected ${label} to be one of ${allowed.source}`)
    return null
  }
  const fired = match(values, lookup, run)
  tell(table, fired, values, lookup, run)
  return resultOf(table, fired, lookup, run)
}

function tell(table: Table, fired: readonly number[], values: readonly FeelValue[], lookup: Lookup, run: Run): void {
  const rules = (table.hitPolicy === 'FIRST' ? fired.slice(0, 1) : fired).map((rule) => rule + 1)
  const named = table.id === undefined ? {} : { table: table.id }
  if (!run.explaining) return run.decided({ ...named, rules })
  const inputs = table.inputs.map(({ label }, index) => ({ label, value: values[index]! }))
  const annotations = rules.map((rule) => ({ rule, annotations: table.rules[rule - 1]!.annotations }))
  run.decided({ ...named, rules, inputs, annotations, others: reasons(table, values, new Set(fired), lookup, run) })
}

function reasons(
  { inputs, rules }: Table,
  values: readonly FeelValue[],
  fired: ReadonlySet<number>,
  lookup: Lookup,
  run: Run,
): RuleReason[] {
  return rules.flatMap(({ cells }, rule) => {
    if (fired.has(rule)) return []
    const unfulfilled = inputs.flatMap(({ label }, input) =>
      cells[input]?.test(values[input]!, lookup, run) === true
        ? []
        : [{ input: label, test: cells[input]!.source, value: values[input]! }],
    )
    return [{ rule: rule + 1, cells: unfulfilled }]
  })
}
