import type { Evaluation, Json } from './expression.ts'
import { FeelFunction } from './values/function.ts'
import { FeelRange } from './values/range.ts'
import { FeelObject, isList, type FeelValue } from './values/value.ts'

const deepest = 100
const largest = 100_000

/**
 * FEEL values as variables keep them: temporal values become their ISO text, as in Zeebe. Functions and ranges have no
 * JSON form; results beyond the limits of depth and size are trouble.
 */
export function toJson(value: FeelValue): Evaluation {
  if (typeof value !== 'object' || value === null) return { ok: true, value }
  const counter = { left: largest }
  try {
    return { ok: true, value: convert(value, 0, counter) }
  } catch (error) {
    if (!(error instanceof NoJson)) throw error
    return { ok: false, trouble: error.message }
  }
}

class NoJson extends Error {}

function convert(value: FeelValue | undefined, depth: number, counter: { left: number }): Json {
  if (--counter.left < 0) throw new NoJson(`the result has more than ${largest} values`)
  if (depth > deepest) throw new NoJson(`the result is nested deeper than ${deepest} levels`)
  if (typeof value !== 'object' || value === null) return value ?? null
  if (isList(value)) return value.map((item) => convert(item, depth + 1, counter))
  if (value instanceof FeelFunction || value instanceof FeelRange) {
    throw new NoJson(`the result is a ${value.kind}, which a variable cannot hold`)
  }
  if (value instanceof FeelObject) return value.toString()
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, convert(entry, depth + 1, counter)]))
}
