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

/** A copy of `data` with the value at `path` replaced; only the objects on the way are copied. */
export function withValue(data: JsonObject, path: Path, value: unknown): JsonObject {
  const [step, ...rest] = path
  if (step === undefined) return data
  if (rest.length === 0) return { ...data, [step]: value }
  const inner = Object.hasOwn(data, step) ? data[step] : undefined
  return { ...data, [step]: withValue(isObject(inner) ? inner : {}, rest, value) }
}
