import { FeelFunction } from '../../expression/values/function.ts'
import { FeelRange } from '../../expression/values/range.ts'
import { parseDateTime } from '../../expression/values/temporal.ts'
import { textOf } from '../../expression/values/text.ts'
import { isContext, isList, kindOf, type FeelValue } from '../../expression/values/value.ts'
import type { Run } from '../run.ts'
import { bare, type Type } from './type.ts'

const nothing = (): undefined => undefined

/** Does the value conform to the type (DMN 1.5, 10.3.2.9.2)? Null conforms to each. Without a run, constraints do not count. */
export function conforms(value: FeelValue | undefined, type: Type, run?: Run): boolean {
  if (value === null || value === undefined) return true
  switch (type.kind) {
    case 'any':
      return true
    case 'basic':
      return kindOf(value) === type.name
    case 'list':
      return isList(value) && value.every((item) => conforms(item, type.of, run))
    case 'range':
      return value instanceof FeelRange && [value.start, value.end].every((end) => conforms(end, type.of, run))
    case 'context':
      return (
        isContext(value) &&
        [...type.entries].every(([name, entry]) => Object.hasOwn(value, name) && conforms(value[name], entry, run))
      )
    case 'function':
      return value instanceof FeelFunction
    case 'constrained':
      return conforms(value, type.of, run) && (!run || type.test(value, nothing, run) === true)
  }
}

/**
 * Makes a value conform (DMN 1.5, 10.3.2.9.4): as it is, else as a list of one, as the only item of a list, or as the
 * midnight (UTC) of a date. What conforms in no way becomes null, and the run is told.
 */
export const coerce = (value: FeelValue | undefined, type: Type, run: Run): FeelValue =>
  conforming(value, type, run) ?? null

/** The same, but undefined for a value that conforms in no way. */
export function conforming(value: FeelValue | undefined, type: Type, run: Run): FeelValue | undefined {
  if (value === null || value === undefined) return null
  if (conforms(value, type, run)) return value
  const found = converted(value, type, run)
  if (found === undefined) run.warn(`Expected ${words(type)}, but found ${textOf(value, run.feel)}`)
  return found
}

function converted(value: FeelValue, type: Type, run: Run): FeelValue | undefined {
  const plain = bare(type)
  const candidates: FeelValue[] = [
    ...(plain.kind === 'list' && !isList(value) ? [[value]] : []),
    ...(isList(value) && value.length === 1 && plain.kind !== 'list' ? [value[0]!] : []),
    ...(plain.kind === 'basic' && plain.name === 'date and time' && kindOf(value) === 'date'
      ? [parseDateTime(`${String(value)}T00:00:00Z`)]
      : []),
  ]
  return candidates.find((candidate) => candidate !== null && conforms(candidate, type, run))
}

/** A type in words for people. */
export function words(type: Type): string {
  switch (type.kind) {
    case 'basic':
      return type.name
    case 'list':
      return `a list of ${words(type.of)}`
    case 'range':
      return `a range of ${words(type.of)}`
    case 'context':
      return `a context with ${[...type.entries.keys()].join(', ') || 'any entries'}`
    case 'constrained':
      return `${words(type.of)} out of ${type.feel.source}`
    default:
      return type.kind === 'any' ? 'any value' : 'a function'
  }
}
