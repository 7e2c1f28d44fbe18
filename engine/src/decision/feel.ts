import {
  dateAndTime,
  evaluate,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelFunction,
  FeelRange,
  FeelTime,
  isFunction,
  parseExpression,
  parseUnaryTests,
  unaryTest,
} from 'feelin'
import { calendarFunctions } from '../expression/functions.ts'
import type { Run } from './run.ts'
import { shapeOf } from './types/shape.ts'
import type { Type } from './types/type.ts'

/** The one place that knows the interpreter of FEEL: what decisions need of it. */
export type FeelValue = unknown
export type FeelContext = Readonly<Record<string, FeelValue>>
export type Lookup = (name: string) => FeelValue | undefined
export type Names = ReadonlyMap<string, Type>

export type Program = (lookup: Lookup, run: Run) => FeelValue
export type Test = (value: FeelValue, lookup: Lookup, run: Run) => boolean | null
export type Compiled<T> = { readonly program: T } | { readonly trouble: string }

/** What the interpreter warns of, but models rely on: optional entries that are not there. */
const tolerated = new Set(['NO_CONTEXT_ENTRY_FOUND', 'NO_PROPERTY_FOUND'])

export function compileExpression(source: string, names: Names): Compiled<Program> {
  const wrong = troubleOf(() => parseExpression(source, shapeOf(names) as Record<string, unknown>, undefined), source)
  if (wrong !== undefined) return { trouble: wrong }
  return {
    program(lookup, run) {
      const { value, warnings } = evaluate(source, contextOf(names, lookup, run))
      for (const { type, message } of warnings) if (!tolerated.has(type)) run.warn(message)
      return value ?? null
    },
  }
}

export function compileTest(source: string, names: Names): Compiled<Test> {
  const wrong = troubleOf(() => parseUnaryTests(source, shapeOf(names) as Record<string, unknown>, undefined), source)
  if (wrong !== undefined) return { trouble: wrong }
  return {
    program: (value, lookup, run) =>
      unaryTest(source, { ...contextOf(names, lookup, run), '?': value }).value as boolean | null,
  }
}

function troubleOf(parse: () => ReturnType<typeof parseExpression>, source: string): string | undefined {
  if (source.trim() === '') return 'the expression is empty'
  let wrong = -1
  parse().iterate({ enter: (node) => void (node.type.isError && wrong < 0 && (wrong = node.from)) })
  return wrong < 0 ? undefined : `not FEEL at character ${wrong + 1} of «${source}»`
}

function contextOf(names: Names, lookup: Lookup, { moment }: Run): Record<string, unknown> {
  const context: Record<string, unknown> = {}
  for (const [name, make] of Object.entries(calendarFunctions)) context[name] = make(moment)
  for (const name of names.keys()) context[name] = lookup(name) ?? null
  return context
}

export const isList = (value: FeelValue): value is readonly FeelValue[] => Array.isArray(value)
export const isContext = (value: FeelValue): value is FeelContext =>
  typeof value === 'object' && value !== null && !isList(value) && typeName(value) === 'context'
export const isCallable = (value: FeelValue): boolean => typeof value === 'function' || isFunction(value)

export function typeName(value: FeelValue): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value !== 'object') return typeof value
  if (value instanceof FeelDate) return 'date'
  if (value instanceof FeelDateTime) return 'date and time'
  if (value instanceof FeelTime) return 'time'
  if (value instanceof FeelDuration) {
    return (value as unknown as { yearsMonths: boolean }).yearsMonths
      ? 'years and months duration'
      : 'days and time duration'
  }
  if (value instanceof FeelRange) return 'range'
  return isFunction(value) ? 'function' : 'context'
}

export const equal = (a: FeelValue, b: FeelValue): boolean => evaluate('a = b', { a, b }).value === true
export const less = (a: FeelValue, b: FeelValue): boolean => evaluate('a < b', { a, b }).value === true
export const apply = (source: string, list: readonly FeelValue[]): FeelValue => evaluate(source, { list }).value
export const rangeOf = (value: FeelValue): { start: FeelValue; end: FeelValue } => value as never

export const atMidnight = (date: FeelValue): FeelValue => dateAndTime(`${String(date)}T00:00:00Z`)

export const functionOf = (
  parameters: readonly string[],
  call: (values: readonly FeelValue[]) => FeelValue,
): FeelValue => new FeelFunction((...values: FeelValue[]) => call(values), [...parameters])

/** `undefined`: it is no function, or the parameters are not its own. */
export function invoke(callee: FeelValue, parameters: FeelContext): FeelValue | undefined {
  const given = Object.keys(parameters)
  if (isFunction(callee)) {
    if (given.some((name) => !callee.parameterNames.includes(name))) return undefined
    const result = callee.invoke(parameters) as FeelValue
    return typeof result === 'object' && result !== null && 'warning' in result ? undefined : (result ?? null)
  }
  if (typeof callee !== 'function') return undefined
  const names = given.map((name, index) => [name, `p${index}`] as const)
  const call = `f(${names.map(([name, value]) => `${name}: ${value}`).join(', ')})`
  return evaluate(call, { f: callee, ...Object.fromEntries(names.map(([name, p]) => [p, parameters[name]])) }).value
}

const makers: Readonly<Record<string, string>> = {
  date: 'date(text)',
  time: 'time(text)',
  dateTime: 'date and time(text)',
  duration: 'duration(text)',
  dayTimeDuration: 'duration(text)',
  yearMonthDuration: 'duration(text)',
}
const numeric = new Set(['decimal', 'double', 'float', 'integer', 'int', 'long', 'short'])

/** The FEEL value of a text of a simple type of XML Schema, named without prefix. */
export function feelValue(type: string, text: string): FeelValue {
  if (type === 'string') return text
  const trimmed = text.trim()
  if (type === 'boolean') return trimmed === 'true' || trimmed === '1'
  if (numeric.has(type)) return Number(trimmed)
  const maker = makers[type]
  return maker === undefined ? text : (evaluate(maker, { text: trimmed }).value ?? null)
}

/** Numbers that differ by less than this are the same, as in the compatibility kit. */
const tolerance = 1e-8

/** Are two values the same for people who compare results? */
export function agree(expected: FeelValue, actual: FeelValue): boolean {
  if (expected === null || expected === undefined) return actual === null || actual === undefined
  if (typeof expected === 'number') {
    return typeof actual === 'number' && Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected))
  }
  if (isList(expected)) {
    return (
      isList(actual) && actual.length === expected.length && expected.every((item, index) => agree(item, actual[index]))
    )
  }
  if (isContext(expected)) {
    const names = Object.keys(expected)
    return (
      isContext(actual) &&
      Object.keys(actual).length === names.length &&
      names.every((name) => Object.hasOwn(actual, name) && agree(expected[name], actual[name]))
    )
  }
  return typeName(expected) === typeName(actual) && equal(expected, actual)
}

/** A value in words, for people. */
export const shown = (value: FeelValue): string =>
  isList(value)
    ? `[${value.map(shown).join(', ')}]`
    : isContext(value)
      ? `{${Object.entries(value)
          .map(([name, entry]) => `${name}: ${shown(entry)}`)
          .join(', ')}}`
      : typeof value === 'string'
        ? JSON.stringify(value)
        : typeName(value) === 'function'
          ? 'a function'
          : String(value)
