import { evaluate as feelin, parseExpression } from 'feelin'
import { calendarFunctions } from './functions.ts'
import { toJson } from './json.ts'
import { fastOf, unsure, type SyntaxNode } from './fast.ts'
import type { Evaluation, Expression, Moment, Names } from './expression.ts'

export const longestExpression = 10_000

export type Compiled = { ok: true; expression: Expression } | { ok: false; trouble: string; position: number }

/**
 * Compiles FEEL; the meaning is feelin's. Stricter than FEEL in one point: what feelin warns of (unknown names, operands of
 * the wrong type, failing functions) is trouble, not null. A key that a context does not have is null: form fields may be
 * left out.
 */
export function compileFeel(source: string): Compiled {
  if (source.trim() === '') return { ok: false, trouble: 'the expression is empty', position: 0 }
  if (source.length > longestExpression) {
    return {
      ok: false,
      trouble: `the expression is longer than ${longestExpression} characters`,
      position: longestExpression,
    }
  }
  const names = new Set<string>()
  let wrong = -1
  const tree = parseExpression(source, {}, undefined)
  tree.iterate({
    enter(node) {
      if (node.type.isError && wrong < 0) wrong = node.from
      if (node.name === 'VariableName') names.add(source.slice(node.from, node.to))
    },
  })
  if (wrong >= 0) {
    const near = source.slice(wrong, wrong + 20) || 'the end'
    return { ok: false, trouble: `not FEEL at character ${wrong + 1}, near «${near}»`, position: wrong }
  }
  const free = Object.freeze([...names])
  const fast = fastOf(tree.topNode as SyntaxNode, source)
  const evaluate = (lookUp: Names, moment: Moment): Evaluation => {
    const value = fast ? fast(lookUp) : unsure
    return value === unsure ? interpret(source, free, lookUp, moment) : { ok: true, value }
  }
  return { ok: true, expression: Object.freeze({ source, names: free, evaluate }) }
}

const tolerated = new Set(['NO_CONTEXT_ENTRY_FOUND', 'NO_PROPERTY_FOUND'])

/** feelin itself, which parses anew at each evaluation. */
export function interpret(source: string, free: readonly string[], names: Names, moment: Moment): Evaluation {
  const context: Record<string, unknown> = {}
  for (const name of free) {
    const value = names(name) ?? calendarFunctions[name]?.(moment)
    if (value !== undefined) context[name] = value
    else if (names(name) === null) context[name] = null
  }
  try {
    const { value, warnings } = feelin(source, context)
    const serious = warnings.find((warning) => !tolerated.has(warning.type))
    if (serious) return { ok: false, trouble: `${serious.message} in «${source}»` }
    return toJson(value)
  } catch (error) {
    return { ok: false, trouble: `${error instanceof Error ? error.message : String(error)} in «${source}»` }
  }
}
