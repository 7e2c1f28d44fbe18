import type { FeelType } from '../syntax/node.ts'
import type { Run } from '../run.ts'
import { asDateTime } from './compare.ts'
import { FeelFunction } from './function.ts'
import { FeelRange } from './range.ts'
import { FeelDate } from './temporal.ts'
import { isContext, isList, kindOf, type FeelKind, type FeelValue } from './value.ts'

/** Names of the standard's types (DMN 1.5, §10.3.2.9) and what they were called before. */
const kinds: Readonly<Record<string, FeelKind | 'any'>> = {
  Any: 'any',
  Null: 'null',
  boolean: 'boolean',
  number: 'number',
  string: 'string',
  date: 'date',
  time: 'time',
  'date and time': 'date and time',
  dateTime: 'date and time',
  'days and time duration': 'days and time duration',
  dayTimeDuration: 'days and time duration',
  'years and months duration': 'years and months duration',
  yearMonthDuration: 'years and months duration',
  list: 'list',
  context: 'context',
  function: 'function',
  range: 'range',
}

/** Whether a value is of a type that is not the standard's (an item definition); undefined for a type that nobody knows. */
export type TypeTest = (value: FeelValue, type: string, run: Run) => boolean | undefined

/** Whether a value is of a type (`instance of`, table 55); null where the type is not known. */
export function conforms(value: FeelValue, type: FeelType, run: Run, own?: TypeTest): boolean | null {
  run.spend(1)
  switch (type.kind) {
    case 'named':
      return ofNamed(value, type.name, run, own)
    case 'list':
      return isList(value) && all(value, (item) => item === null || conforms(item, type.of, run, own))
    case 'range':
      return (
        value instanceof FeelRange &&
        all([value.start, value.end], (end) => end === undefined || conforms(end, type.of, run, own))
      )
    case 'context':
      return (
        isContext(value) &&
        all(type.entries, ({ key, type: expected }) => {
          const entry = Object.hasOwn(value, key) ? value[key] : undefined
          return entry !== undefined && (entry === null || conforms(entry, expected, run, own))
        })
      )
    case 'function':
      return isFunctionOf(value, type)
  }
}

function all<T>(items: readonly T[], test: (item: T) => boolean | null): boolean | null {
  let unknown = false
  for (const item of items) {
    const holds = test(item)
    if (holds === false) return false
    if (holds === null) unknown = true
  }
  return unknown ? null : true
}

function ofNamed(value: FeelValue, name: string, run: Run, own: TypeTest | undefined): boolean | null {
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
  if (kind === undefined) return own?.(value, name, run) ?? null
  return kind === 'any' ? value !== null : kindOf(value) === kind
}

/** A function that takes at least what the type's callers give (§10.3.2.9.3). */
function isFunctionOf(value: FeelValue, type: FeelType & { kind: 'function' }): boolean {
  if (!(value instanceof FeelFunction)) return false
  const { parameters } = value
  if (!parameters) return true
  return (
    parameters.length === type.parameters.length && parameters.every((own, i) => takesAll(own.type, type.parameters[i]))
  )
}

const takesAll = (own: FeelType | undefined, given: FeelType | undefined): boolean =>
  own?.kind !== 'named' || given?.kind !== 'named' || own.name === 'Any' || own.name === given.name

/** The value as a parameter of this type has it (§10.3.2.9.4): as it is, out of or into a list of one, or null. */
export function conformed(value: FeelValue, type: FeelType, run: Run, own?: TypeTest): FeelValue {
  const fits = (candidate: FeelValue): boolean | null => conforms(candidate, type, run, own)
  if (value === null || fits(value) !== false) return value
  if (isList(value) && value.length === 1 && fits(value[0] as FeelValue)) return value[0] as FeelValue
  if (type.kind === 'list' && fits([value])) return [value]
  if (value instanceof FeelDate && type.kind === 'named') {
    const midnight = asDateTime(value, run)
    return midnight !== null && fits(midnight) ? midnight : null
  }
  return null
}
