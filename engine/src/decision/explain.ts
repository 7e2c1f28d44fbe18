import type { Json, Moment, Names } from '../expression/expression.ts'
import { toJson } from '../expression/json.ts'
import type { FeelValue } from './feel.ts'
import { evaluateElement } from './evaluate/evaluateElement.ts'
import type { Element } from './model.ts'
import type { TableOutcome } from './run.ts'
import { shown } from './values.ts'

/** Why a decision came out as it did: plain data, the decisions that others need first. */
export interface DecisionExplanation {
  readonly value: Json
  readonly warnings: readonly string[]
  readonly decisions: readonly ExplainedDecision[]
}

export interface ExplainedDecision {
  readonly id: string
  readonly name: string
  readonly value: Json
  readonly tables: readonly ExplainedTable[]
}

export interface ExplainedTable {
  readonly inputs: readonly { readonly label: string; readonly value: Json }[]
  /** The rules that fired, numbered from 1, with what is noted beside them. */
  readonly fired: readonly { readonly rule: number; readonly annotations: readonly string[] }[]
  /** The other rules, each with the cells that were not fulfilled. */
  readonly others: readonly { readonly rule: number; readonly cells: readonly ExplainedCell[] }[]
}

export interface ExplainedCell {
  readonly input: string
  readonly test: string
  readonly value: Json
}

/** Evaluates the decision again with these variables, and tells everything about it. */
export function explainDecision(element: Element, variables: Names, moment: Moment): DecisionExplanation {
  const evaluation = evaluateElement(element, variables, { moment, json: true, explaining: true })
  // What JSON cannot hold, such as a range, is told as its text.
  const told = (value: FeelValue): Json => {
    const converted = toJson(value)
    return converted.ok ? converted.value : shown(value, moment)
  }
  const table = ({ inputs = [], annotations = [], others = [] }: TableOutcome): ExplainedTable => ({
    inputs: inputs.map(({ label, value }) => ({ label, value: told(value) })),
    fired: annotations,
    others: others.map(({ rule, cells }) => ({
      rule,
      cells: cells.map(({ input, test, value }) => ({ input, test, value: told(value) })),
    })),
  })
  return {
    value: told(evaluation.value),
    warnings: evaluation.warnings.map(({ words }) => words),
    decisions: evaluation.decisions.map(({ id, name, value, tables }) => ({
      id,
      name,
      value: told(value),
      tables: tables.map(table),
    })),
  }
}
