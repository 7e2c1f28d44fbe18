/**
 * The values of FEEL (DMN 1.5, §10.3.2.2). Numbers, strings, booleans, lists and contexts are those of JSON, so that the
 * variables of a case need no conversion.
 */
export type FeelValue = null | boolean | number | string | FeelObject | readonly FeelValue[] | FeelContext

export interface FeelContext {
  readonly [key: string]: FeelValue
}

export type FeelKind =
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'range'
  | 'function'
  | 'list'
  | 'context'

/** What is neither JSON nor a context: dates, times, durations, ranges, functions. */
export abstract class FeelObject {
  abstract readonly kind: FeelKind
  /** The text that reads back as the value, where there is one. */
  abstract toString(): string
}

export function kindOf(value: FeelValue): FeelKind {
  switch (typeof value) {
    case 'number':
      return 'number'
    case 'string':
      return 'string'
    case 'boolean':
      return 'boolean'
    default:
      if (value === null) return 'null'
      if (value instanceof FeelObject) return value.kind
      return Array.isArray(value) ? 'list' : 'context'
  }
}

export const isList = (value: FeelValue): value is readonly FeelValue[] => Array.isArray(value)

export const isContext = (value: FeelValue): value is FeelContext =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof FeelObject)

/** A context from its entries; later ones replace earlier ones, whatever the key is called. */
export const contextOf = (entries: Iterable<readonly [string, FeelValue]>): FeelContext => Object.fromEntries(entries)

/** An entry of a context; undefined when it has none of that name. */
export const entryOf = (context: FeelContext, key: string): FeelValue | undefined =>
  Object.hasOwn(context, key) ? context[key] : undefined
