import type { FeelNode } from '../../expression/syntax/node.ts'
import { isList } from '../../expression/values/value.ts'
import { child, list, text, type ModdleElement } from '../../model/moddle.ts'
import type { Place } from '../boxed/boxed.ts'
import { compileExpression, compileTest } from '../feel.ts'
import { any } from '../types/type.ts'
import { constantOf } from './analysis/cellSet.ts'
import type { Cell, InputClause, OutputClause, Rule } from './table.ts'

/** An input: its expression, and the values that the table is made for. */
export function inputOf(input: ModdleElement, place: Place): InputClause {
  const expression = child(input, 'inputExpression')
  const type = expression ? place.typeOf(expression, text(expression, 'typeRef')) : any
  const values = cellOf(child(input, 'inputValues'), place)
  const boxed = place.compile(expression)
  const constrained = [type, boxed.type].find(({ kind }) => kind === 'constrained')
  const domain = values?.node ?? (constrained?.kind === 'constrained' ? constrained.feel.node : undefined)
  return {
    label: text(input, 'label') ?? (expression && text(expression, 'text')) ?? '',
    value: boxed.logic,
    type,
    ...(values ? { allowed: values } : {}),
    ...(domain ? { domain } : {}),
  }
}

/** An output: its name where there are several, the order of its values, what holds when no rule fires. */
export function outputOf(output: ModdleElement, single: boolean, place: Place): OutputClause {
  const type = place.typeOf(output, text(output, 'typeRef'))
  const values = child(output, 'outputValues')
  const source = (values && text(values, 'text')) ?? (type.kind === 'constrained' ? type.feel.source : undefined)
  const order = source === undefined ? undefined : compileExpression(`[${source}]`, place.scope)
  const fallback = child(output, 'defaultOutputEntry')
  const ordered = order && 'program' in order ? order.feel.node : undefined
  return {
    ...(single ? {} : { name: text(output, 'name') ?? '' }),
    type,
    order: (lookup, run) => {
      const found = order && 'program' in order ? order.program(lookup, run) : null
      return isList(found) ? found : undefined
    },
    constants: ordered?.kind === 'list' ? ordered.items.map(constantOf) : [],
    ...(fallback ? { fallback: place.compile(fallback).logic } : {}),
  }
}

export function ruleOf(rule: ModdleElement, number: number, inputs: number, outputs: number, place: Place): Rule {
  const cells = list(rule, 'inputEntry')
  const entries = list(rule, 'outputEntry')
  if (cells.length !== inputs || entries.length !== outputs) {
    const words = `Rule ${number} has ${cells.length} conditions and ${entries.length} results, but the table has ${inputs} and ${outputs}`
    place.report('decision-table-shape', rule, words, 'Fill in every cell of the rule, with - where it does not matter')
  }
  return {
    cells: cells.map((cell) => cellOf(cell, place) ?? anything),
    outputs: entries.map((entry) => place.compile(entry).logic),
    results: entries.map((entry) => resultNode(entry, place)),
    annotations: list(rule, 'annotationEntry').map((annotation) => text(annotation, 'text') ?? ''),
  }
}

const unknown: FeelNode = { kind: 'null', from: 0, to: 0, depth: 1 }

function resultNode(entry: ModdleElement, place: Place): FeelNode {
  const compiled = compileExpression(text(entry, 'text') ?? '', place.scope)
  return 'program' in compiled ? compiled.feel.node : unknown
}

const anything: Cell = {
  source: '-',
  node: { kind: 'tests', negated: false, tests: [], from: 0, to: 1, depth: 1 },
  test: () => true,
}

/** Unary tests; what says nothing is fulfilled by everything. */
function cellOf(tests: ModdleElement | undefined, place: Place): Cell | undefined {
  const source = tests && text(tests, 'text')?.trim()
  if (tests === undefined || source === undefined || source === '' || source === '-') return undefined
  const compiled = compileTest(source, place.scope)
  if ('program' in compiled) return { source, node: compiled.feel.node, test: compiled.program }
  place.report('decision-expression', tests, compiled.trouble, 'Correct the condition')
  return { source, node: unknown, test: () => null }
}
