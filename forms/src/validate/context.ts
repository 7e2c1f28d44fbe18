import { evaluate } from 'feelin'
import { isList, type Place } from '../schema/layout.ts'
import type { Validate } from '../schema/schema.ts'
import { putAt, valueAt, type JsonObject } from '../schema/path.ts'

/** What the expressions of a form see: every key of the form, empty ones as null, [] or false, so that none is unknown. */
export function contextOf(places: readonly Place[], data: JsonObject, outer: JsonObject = {}): JsonObject {
  const own: JsonObject = {}
  for (const place of places) putAt(own, place.path, valueAt(data, place.path) ?? blank(place))
  return { ...outer, ...own }
}

/** Inside a row its own keys come first; `parent` is what lies around, `i` the row's number from 1. */
export const rowContext = (rows: readonly Place[], row: JsonObject, outer: JsonObject, index: number): JsonObject =>
  contextOf(rows, row, { ...outer, parent: outer, i: index + 1 })

function blank(place: Place): unknown {
  if (isList(place) || place.component.type === 'checklist') return []
  return place.component.type === 'checkbox' ? false : null
}

/** A condition holds only when its FEEL is exactly true; one that fails does not hold, so that nothing gets lost by it. */
export function holds(expression: string | undefined, context: JsonObject): boolean {
  if (!expression?.startsWith('=')) return false
  try {
    return evaluate(expression.slice(1), context).value === true
  } catch {
    return false
  }
}

/** A value is read-only always, or while its expression holds; before there is a context, expressions do not. */
export const isReadonly = (rule: boolean | string | undefined, context: JsonObject | undefined): boolean =>
  rule === true || (typeof rule === 'string' && context !== undefined && holds(rule, context))

export const isRequired = (
  rules: Pick<Validate, 'required' | 'requiredWhen'> | undefined,
  context: JsonObject,
): boolean => rules?.required === true || holds(rules?.requiredWhen, context)
