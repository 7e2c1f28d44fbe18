import type { Evaluation, Json } from './expression.ts'
import { FeelFunction } from './values/function.ts'
import { FeelRange } from './values/range.ts'
import { FeelObject, isList, type FeelValue } from './values/value.ts'

const deepest = 100
const largest = 100_000

/**
 * FEEL values as variables keep them: temporal values become their ISO text, as in Zeebe. Functions and ranges have no
 * JSON form; results beyond the limits of depth and size are trouble. What is JSON already is not copied.
 */
export function toJson(value: FeelValue): Evaluation {
  if (typeof value !== 'object' || value === null) return { ok: true, value }
  try {
    return { ok: true, value: convert(value, 0, { left: largest }) }
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
  if (isList(value)) return changed(value, (item) => convert(item, depth + 1, counter)) as Json
  if (value instanceof FeelFunction || value instanceof FeelRange) {
    throw new NoJson(`the result is a ${value.kind}, which a variable cannot hold`)
  }
  if (value instanceof FeelObject) return value.toString()
  const entries = Object.values(value)
  const converted = changed(entries, (entry) => convert(entry, depth + 1, counter))
  if (converted === entries) return value as Json
  return Object.fromEntries(Object.keys(value).map((key, i) => [key, converted[i] as Json]))
}

/** The list itself where no item changes. */
function changed(list: readonly FeelValue[], change: (item: FeelValue) => Json): readonly (FeelValue | Json)[] {
  let copy: (FeelValue | Json)[] | undefined
  list.forEach((item, i) => {
    const to = change(item)
    if (to === item) return
    copy ??= list.slice()
    copy[i] = to
  })
  return copy ?? list
}
