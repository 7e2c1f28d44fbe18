import { child, list, text, type ModdleElement } from '../../model/moddle.ts'
import type { CompileBoxed, Place } from '../boxed/boxed.ts'
import { isList } from '../../expression/values/value.ts'
import { compileExpression, compileTest } from '../feel.ts'
import { any, bare, basic, listOf, type Type } from '../types/type.ts'
import { evaluateTable } from './evaluateTable.ts'
import {
  aggregations,
  hitPolicies,
  type Cell,
  type InputClause,
  type OutputClause,
  type Rule,
  type Table,
} from './table.ts'

/** A decision table (DMN 1.5, chapter 8). */
export const decisionTable: CompileBoxed = (expression, place) => {
  const hitPolicy = hitPolicies.find((known) => known === text(expression, 'hitPolicy')) ?? 'UNIQUE'
  const aggregation = aggregations.find((known) => known === text(expression, 'aggregation'))
  const inputs = list(expression, 'input').map((input) => inputOf(input, place))
  const outputs = list(expression, 'output').map((output, _, all) => outputOf(output, all.length === 1, place))
  const table: Table = {
    ...(expression.id === undefined ? {} : { id: expression.id }),
    hitPolicy,
    ...(aggregation && hitPolicy === 'COLLECT' ? { aggregation } : {}),
    inputs,
    outputs,
    rules: list(expression, 'rule').map((rule, index) => ruleOf(rule, index + 1, inputs.length, outputs.length, place)),
  }
  if (aggregation && aggregation !== 'COUNT' && outputs.length > 1) {
    const words = `A table aggregates by ${aggregation}, but has ${outputs.length} outputs`
    place.report('decision-table-aggregation', expression, words, 'Keep one output, or collect without aggregation')
  }
  return { logic: (lookup, run) => evaluateTable(table, lookup, run), type: typeOf(table) }
}

function inputOf(input: ModdleElement, place: Place): InputClause {
  const expression = child(input, 'inputExpression')
  const type = expression ? place.typeOf(expression, text(expression, 'typeRef')) : any
  const values = cellOf(child(input, 'inputValues'), place)
  return {
    label: text(input, 'label') ?? (expression && text(expression, 'text')) ?? '',
    value: place.compile(expression).logic,
    type,
    ...(values ? { allowed: values } : {}),
  }
}

function outputOf(output: ModdleElement, single: boolean, place: Place): OutputClause {
  const type = place.typeOf(output, text(output, 'typeRef'))
  const values = child(output, 'outputValues')
  const source = (values && text(values, 'text')) ?? (type.kind === 'constrained' ? type.source : undefined)
  const order = source === undefined ? undefined : compileExpression(`[${source}]`, place.scope)
  const fallback = child(output, 'defaultOutputEntry')
  return {
    ...(single ? {} : { name: text(output, 'name') ?? '' }),
    type,
    order: (lookup, run) => {
      const found = order && 'program' in order ? order.program(lookup, run) : null
      return isList(found) ? found : undefined
    },
    ...(fallback ? { fallback: place.compile(fallback).logic } : {}),
  }
}

function ruleOf(rule: ModdleElement, number: number, inputs: number, outputs: number, place: Place): Rule {
  const cells = list(rule, 'inputEntry')
  const entries = list(rule, 'outputEntry')
  if (cells.length !== inputs || entries.length !== outputs) {
    const words = `Rule ${number} has ${cells.length} conditions and ${entries.length} results, but the table has ${inputs} and ${outputs}`
    place.report('decision-table-shape', rule, words, 'Fill in every cell of the rule, with - where it does not matter')
  }
  return {
    cells: cells.map((cell) => cellOf(cell, place) ?? anything),
    outputs: entries.map((entry) => place.compile(entry).logic),
    annotations: list(rule, 'annotationEntry').map((annotation) => text(annotation, 'text') ?? ''),
  }
}

const anything: Cell = { source: '-', test: () => true }

/** Unary tests; what says nothing is fulfilled by everything. */
function cellOf(tests: ModdleElement | undefined, place: Place): Cell | undefined {
  const source = tests && text(tests, 'text')?.trim()
  if (tests === undefined || source === undefined || source === '' || source === '-') return undefined
  const compiled = compileTest(source, place.scope)
  if ('program' in compiled) return { source, test: compiled.program }
  place.report('decision-expression', tests, compiled.trouble, 'Correct the condition')
  return { source, test: () => null }
}

function typeOf({ outputs, hitPolicy, aggregation }: Table): Type {
  const single: Type =
    outputs.length === 1
      ? outputs[0]!.type
      : { kind: 'context', entries: new Map(outputs.map(({ name, type }) => [name ?? '', type])) }
  if (aggregation) return aggregation === 'COUNT' ? basic('number') : bare(single)
  return ['COLLECT', 'RULE ORDER', 'OUTPUT ORDER'].includes(hitPolicy) ? listOf(single) : single
}
