import { compare, equals } from '../expression/values/compare.ts'
import { builtIn } from '../expression/builtins/index.ts'
import { parseFeel, type FeelProgram } from '../expression/program.ts'
import { FeelLimit, Run as FeelRun } from '../expression/run.ts'
import { byName, FeelFunction } from '../expression/values/function.ts'
import { parseDuration } from '../expression/values/duration.ts'
import { FeelRange } from '../expression/values/range.ts'
import {
  FeelDateTime,
  FeelTime,
  parseDate,
  parseDateTime,
  parseTime,
  type FeelDate,
} from '../expression/values/temporal.ts'
import type { TypeTest } from '../expression/values/type.ts'
import { textOf } from '../expression/values/text.ts'
import { isContext, isList, kindOf, type FeelContext, type FeelValue } from '../expression/values/value.ts'
import { china } from '../time/index.ts'
import type { Run } from './run.ts'
import { entryNames } from './types/shape.ts'
import type { Type } from './types/type.ts'

export { isContext, isList, kindOf as typeName, type FeelContext, type FeelValue }

/** What decisions need of FEEL, whose meaning here is the standard's: what goes wrong is null, and the run is told. */
export type Lookup = (name: string) => FeelValue | undefined
export type Names = ReadonlyMap<string, Type>

export type Program = (lookup: Lookup, run: Run) => FeelValue
export type Test = (value: FeelValue, lookup: Lookup, run: Run) => boolean | null
export type Compiled<T> = { readonly program: T } | { readonly trouble: string }
/** Whether a value is of a type that the file defines; undefined when it defines none of that name. */
export type OwnTypes = TypeTest

export function compileExpression(source: string, names: Names, types?: OwnTypes): Compiled<Program> {
  const parsed = parseFeel(source, { known: vocabularyOf(names), ...(types ? { types } : {}) })
  if (!parsed.ok) return { trouble: parsed.trouble }
  return { program: (lookup, run) => evaluate(parsed.program, null, names, lookup, run) }
}

export function compileTest(source: string, names: Names, types?: OwnTypes): Compiled<Test> {
  const parsed = parseFeel(source, { kind: 'unary-tests', known: vocabularyOf(names), ...(types ? { types } : {}) })
  if (!parsed.ok) return { trouble: parsed.trouble }
  return {
    program: (value, lookup, run) => evaluate(parsed.program, value, names, lookup, run) as boolean | null,
  }
}

const vocabularyOf = (names: Names) => ({ names: names.keys(), properties: entryNames(names.values()) })

/** One account of work for all expressions of an evaluation. */
const runs = new WeakMap<Run, FeelRun>()

function feelRun(run: Run): FeelRun {
  let feel = runs.get(run)
  if (!feel) runs.set(run, (feel = new FeelRun({ moment: run.moment, names: () => undefined, zone: null })))
  return feel
}

function evaluate(program: FeelProgram, tested: FeelValue, names: Names, lookup: Lookup, run: Run): FeelValue {
  const feel = feelRun(run)
  const [outside, told] = [feel.names, feel.warnings.length]
  feel.names = (name) => lookup(name) ?? (names.has(name) ? null : undefined)
  try {
    const value = program.evaluate(feel, tested)
    for (let at = told; at < feel.warnings.length; at++) {
      const { code, words } = feel.warnings[at]!
      if (code !== 'unknown-entry') run.warn(words)
    }
    return value
  } catch (error) {
    if (!(error instanceof FeelLimit)) throw error
    run.warn(`${program.source.slice(0, 60)}: ${error.message}`)
    return null
  } finally {
    feel.names = outside
  }
}

export const isCallable = (value: FeelValue): boolean => value instanceof FeelFunction

/** For comparisons outside an evaluation. */
const alone = (): FeelRun => new FeelRun({ moment: { at: 0, calendar: china }, names: () => undefined, zone: null })

export const equal = (a: FeelValue, b: FeelValue): boolean => equals(a, b, alone()) === true
export const less = (a: FeelValue, b: FeelValue): boolean => (compare(a, b, alone()) ?? 0) < 0
/** A built-in function of a list. */
export const apply = (name: string, list: readonly FeelValue[]): FeelValue =>
  builtIn(name)?.apply([list], alone()) ?? null

export const rangeOf = (value: FeelValue): { start: FeelValue; end: FeelValue } =>
  value instanceof FeelRange ? { start: value.start ?? null, end: value.end ?? null } : { start: null, end: null }

/** That of Greenwich (DMN 1.5, 10.3.2.3.6). */
export const atMidnight = (date: FeelValue): FeelValue => new FeelDateTime(date as FeelDate, new FeelTime(0, 0))

export function functionOf(
  parameters: readonly string[],
  call: (values: readonly FeelValue[]) => FeelValue,
): FeelFunction {
  const named = parameters.map((name) => ({ name }))
  const invoked = (values: readonly FeelValue[], run: FeelRun): FeelValue => {
    if (values.length !== named.length) return run.warn('wrong-arguments', `a function takes ${named.length} arguments`)
    run.spend(1)
    run.enter(10)
    const result = call(values)
    run.leave(10)
    return result
  }
  return new FeelFunction('function', named, invoked, byName(named))
}

/** `undefined`: it is no function, or the parameters are not its own. */
export function invoke(callee: FeelValue, parameters: FeelContext, run: Run): FeelValue | undefined {
  if (!(callee instanceof FeelFunction)) return undefined
  const feel = feelRun(run)
  const args = callee.arrange?.(new Map(Object.entries(parameters)), feel)
  return args && callee.apply(args, feel)
}

const makers: Readonly<Record<string, (text: string) => FeelValue>> = {
  date: parseDate,
  time: parseTime,
  dateTime: parseDateTime,
  duration: parseDuration,
  dayTimeDuration: parseDuration,
  yearMonthDuration: parseDuration,
}
const numeric = new Set(['decimal', 'double', 'float', 'integer', 'int', 'long', 'short'])

/** The FEEL value of a text of a simple type of XML Schema, named without prefix. */
export function feelValue(type: string, text: string): FeelValue {
  if (type === 'string') return text
  const trimmed = text.trim()
  if (type === 'boolean') return trimmed === 'true' || trimmed === '1'
  if (numeric.has(type)) return Number(trimmed)
  return makers[type]?.(trimmed) ?? (Object.hasOwn(makers, type) ? null : text)
}

/** Numbers that differ by less than this are the same, as in the compatibility kit. */
const tolerance = 1e-8

/** Are two values the same for people who compare results? */
export function agree(expected: FeelValue, actual: FeelValue): boolean {
  if (expected === null) return actual === null
  if (typeof expected === 'number') {
    return typeof actual === 'number' && Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected))
  }
  if (isList(expected)) {
    return (
      isList(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => agree(item, actual[index] ?? null))
    )
  }
  if (isContext(expected)) {
    const names = Object.keys(expected)
    return (
      isContext(actual) &&
      Object.keys(actual).length === names.length &&
      names.every((name) => Object.hasOwn(actual, name) && agree(expected[name] ?? null, actual[name] ?? null))
    )
  }
  return equal(expected, actual)
}

/** A value in words, for people. */
export const shown = (value: FeelValue): string =>
  typeof value === 'string'
    ? JSON.stringify(value)
    : value instanceof FeelFunction
      ? 'a function'
      : textOf(value, alone())
