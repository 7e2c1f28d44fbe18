import type { Json, Moment, Names } from '../expression/expression.ts'
import { toJson } from '../expression/json.ts'
import { evaluateElement, type DecisionOutcome } from './evaluate/evaluateElement.ts'
import type { Element } from './model.ts'

/** Which rules of a decision fired, numbered from 1: the small form that the record keeps. */
export interface FiredRules {
  readonly decision: string
  readonly name: string
  readonly rules: readonly number[]
}

export type Decided =
  | { readonly ok: true; readonly value: Json; readonly fired: readonly FiredRules[] }
  | { readonly ok: false; readonly trouble: string }

/**
 * Decides with variables as inputs. Stricter than DMN in one point, as all expressions are: what would silently become null
 * is trouble.
 */
export function decide(element: Element, variables: Names, moment: Moment): Decided {
  const { value, warnings, decisions } = evaluateElement(element, variables, { moment, json: true })
  const [first] = warnings
  if (first) return { ok: false, trouble: `${first.words}, in ${first.element || element.id}` }
  const result = toJson(value)
  return result.ok ? { ok: true, value: result.value, fired: decisions.flatMap(firedRules) } : result
}

/** Every decision with a table, those that others need first. */
const firedRules = ({ id, name, tables }: DecisionOutcome): FiredRules[] =>
  tables.map(({ rules }) => ({ decision: id, name, rules }))
