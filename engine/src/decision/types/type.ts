import type { FeelProgram } from '../../expression/program.ts'
import type { Test } from '../feel.ts'

/** A FEEL type (DMN 1.5, 10.3.2.9), as item definitions and type references name it. */
export type Type =
  | { readonly kind: 'any' }
  | { readonly kind: 'basic'; readonly name: BasicName }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'range'; readonly of: Type }
  | { readonly kind: 'context'; readonly entries: ReadonlyMap<string, Type> }
  | FunctionType
  /** Values of `of` that fulfil the unary tests of `allowedValues` or `typeConstraint`. */
  | { readonly kind: 'constrained'; readonly of: Type; readonly test: Test; readonly feel: FeelProgram }

export interface FunctionType {
  readonly kind: 'function'
  readonly parameters: readonly Type[]
  readonly result: Type
}

export const basicNames = [
  'number',
  'string',
  'boolean',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
  'null',
] as const
export type BasicName = (typeof basicNames)[number]

export const any: Type = { kind: 'any' }
export const basic = (name: BasicName): Type => ({ kind: 'basic', name })
export const listOf = (of: Type): Type => ({ kind: 'list', of })

/** Older and looser spellings of the built-in types, as tools write them. */
const spellings: Readonly<Record<string, Type>> = {
  ...Object.fromEntries(basicNames.map((name) => [name, basic(name)])),
  Null: basic('null'),
  dateTime: basic('date and time'),
  dayTimeDuration: basic('days and time duration'),
  yearMonthDuration: basic('years and months duration'),
  any,
  Any: any,
  list: listOf(any),
  context: { kind: 'context', entries: new Map() },
  function: { kind: 'function', parameters: [], result: any },
  range: { kind: 'range', of: any },
}

export const builtIn = (name: string): Type | undefined =>
  Object.hasOwn(spellings, name) ? spellings[name] : undefined

/** Without its constraints. */
export const bare = (type: Type): Type => (type.kind === 'constrained' ? bare(type.of) : type)
