import type { FeelValue, Lookup } from '../feel.ts'
import type { Run, RuleReason } from '../run.ts'
import { coerce } from '../types/coerce.ts'
import { resultOf } from './hitPolicy.ts'
import type { Table } from './table.ts'

/** The result of a table where its inputs have values; what fired is told to the run. */
export function evaluateTable(table: Table, lookup: Lookup, run: Run): FeelValue {
  const { inputs } = table
  const values = inputs.map(({ value, type }) => coerce(value(lookup, run), type, run))
  for (const [index, { allowed, label }] of inputs.entries()) {
    if (!allowed || values[index] === null || allowed.test(values[index]!, lookup, run) === true) continue
    run.warn(`Expected ${label} to be one of ${allowed.source}`)
    return null
  }
  const fired = table.match(values, lookup, run)
  run.decided?.({
    ...(table.id === undefined ? {} : { table: table.id }),
    inputs: inputs.map(({ label }, index) => ({ label, value: values[index]! })),
    rules: (table.hitPolicy === 'FIRST' ? fired.slice(0, 1) : fired).map((rule) => rule + 1),
    ...(run.explaining ? { others: reasons(table, values, new Set(fired), lookup, run) } : {}),
  })
  return resultOf(table, fired, lookup, run)
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
