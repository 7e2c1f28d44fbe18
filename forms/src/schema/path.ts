/** Steps from an object to a value inside it. Own properties only, so that no data reaches a prototype. */
export type Path = readonly string[]

export type JsonObject = Record<string, unknown>

const forbidden = new Set(['__proto__', 'prototype', 'constructor'])

export const longestKey = 200

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The steps of a dotted key; undefined when the key cannot be used. */
export function pathOf(key: unknown): Path | undefined {
  if (typeof key !== 'string' || key === '' || key.length > longestKey) return undefined
  const steps = key.split('.')
  return steps.every((step) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(step) && !forbidden.has(step)) ? steps : undefined
}

export function valueAt(data: unknown, path: Path): unknown {
  let value = data
  for (const step of path) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined
    value = value[step]
  }
  return value
}

/** Writes into `target`, which must be a fresh object: objects on the way are made when missing. */
export function putAt(target: JsonObject, path: Path, value: unknown): void {
  let at = target
  for (const step of path.slice(0, -1)) {
    const inner = Object.hasOwn(at, step) ? at[step] : undefined
    const next = isObject(inner) ? inner : {}
    at[step] = next
    at = next
  }
  at[path[path.length - 1]!] = value
}

/** Steps to a value from the root of the data; numbers are rows of lists. */
export type Steps = readonly (string | number)[]

/** A copy of `data` with the value at `steps` replaced; only what lies on the way is copied. */
export function withValue<T>(data: T, steps: Steps, value: unknown): T {
  const [step, ...rest] = steps
  if (step === undefined) return value as T
  if (typeof step === 'number') {
    const rows: unknown[] = Array.isArray(data) ? [...(data as unknown[])] : []
    rows[step] = withValue(rows[step], rest, value)
    return rows as T
  }
  const inner: JsonObject = isObject(data) ? data : {}
  return { ...inner, [step]: withValue(Object.hasOwn(inner, step) ? inner[step] : undefined, rest, value) } as T
}
