import type { Evaluation, Json } from './expression.ts'

const deepest = 100
const largest = 100_000

/**
 * FEEL values as variables keep them: temporal values become their ISO text, as in Zeebe. Functions and ranges have no
 * JSON form; results beyond the limits of depth and size are trouble.
 */
export function toJson(value: unknown): Evaluation {
  let budget = largest
  const convert = (v: unknown, depth: number): Json => {
    if (--budget < 0) throw new RangeError(`the result has more than ${largest} values`)
    if (depth > deepest) throw new RangeError(`the result is nested deeper than ${deepest} levels`)
    if (v === null || v === undefined) return null
    if (typeof v === 'boolean' || typeof v === 'string') return v
    if (typeof v === 'number') {
      if (!Number.isFinite(v)) throw new RangeError('the result is not a finite number')
      return v
    }
    if (Array.isArray(v)) return v.map((item) => convert(item, depth + 1))
    if (typeof v === 'object') {
      if ('toJSON' in v && typeof v.toJSON === 'function') return convert((v.toJSON as () => unknown)(), depth + 1)
      if (Object.getPrototypeOf(v) === Object.prototype || Object.getPrototypeOf(v) === null) {
        return Object.fromEntries(Object.entries(v).map(([key, entry]) => [key, convert(entry, depth + 1)]))
      }
    }
    throw new TypeError('the result is a function or a range, which a variable cannot hold')
  }
  try {
    return { ok: true, value: convert(value, 0) }
  } catch (error) {
    return { ok: false, trouble: (error as Error).message }
  }
}
