import { list, text } from '../../model/moddle.ts'
import type { CompileBoxed } from '../boxed/boxed.ts'
import { bare, basic, listOf, type Type } from '../types/type.ts'
import { checkTable } from './checkTable.ts'
import { inputOf, outputOf, ruleOf } from './clauses.ts'
import { evaluateTable } from './evaluateTable.ts'
import { matcherOf } from './matcher.ts'
import { aggregations, hitPolicies, type Table } from './table.ts'

/** A decision table (DMN 1.5, chapter 8). */
export const decisionTable: CompileBoxed = (expression, place) => {
  const hitPolicy = hitPolicies.find((known) => known === text(expression, 'hitPolicy')) ?? 'UNIQUE'
  const aggregation = aggregations.find((known) => known === text(expression, 'aggregation'))
  const inputs = list(expression, 'input').map((input) => inputOf(input, place))
  const outputs = list(expression, 'output').map((output, _, all) => outputOf(output, all.length === 1, place))
  const rules = list(expression, 'rule').map((rule, index) =>
    ruleOf(rule, index + 1, inputs.length, outputs.length, place),
  )
  const table: Table = {
    ...(expression.id === undefined ? {} : { id: expression.id }),
    hitPolicy,
    ...(aggregation && hitPolicy === 'COLLECT' ? { aggregation } : {}),
    inputs,
    outputs,
    rules,
    match: matcherOf(rules, inputs.length),
  }
  if (aggregation && aggregation !== 'COUNT' && outputs.length > 1) {
    const words = `A table aggregates by ${aggregation}, but has ${outputs.length} outputs`
    place.report('decision-table-aggregation', expression, words, 'Keep one output, or collect without aggregation')
  }
  const checked = {
    hitPolicy,
    hasDefault: outputs.some(({ fallback }) => fallback),
    domains: inputs.map(({ domain }) => domain),
    rules: rules.map(({ cells, results }) => ({ cells: cells.map(({ node }) => node), outputs: results })),
    order: outputs[0]?.constants ?? [],
  }
  const labels = inputs.map(({ label }) => label)
  for (const problem of checkTable(place.name, checked, labels)) place.warn(problem)
  return { logic: (lookup, run) => evaluateTable(table, lookup, run), type: typeOf(table) }
}

function typeOf({ outputs, hitPolicy, aggregation }: Table): Type {
  const single: Type =
    outputs.length === 1
      ? outputs[0]!.type
      : { kind: 'context', entries: new Map(outputs.map(({ name, type }) => [name ?? '', type])) }
  if (aggregation) return aggregation === 'COUNT' ? basic('number') : bare(single)
  return ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'].includes(hitPolicy) ? listOf(single) : single
}
