import { builtIn } from '../expression/builtins/index.ts'
import type { Names as Lookup } from '../expression/expression.ts'
import { parseFeel, type FeelProgram } from '../expression/program.ts'
import type { Run as FeelRun, WarningCode } from '../expression/run.ts'
import { byName, FeelFunction } from '../expression/values/function.ts'
import type { TypeTest } from '../expression/values/type.ts'
import type { FeelContext, FeelValue } from '../expression/values/value.ts'
import type { Run } from './run.ts'
import type { Type } from './types/type.ts'

/** What decisions need of FEEL, in the terms of decisions: programs that read names of a requirement graph. */
export type { FeelContext, FeelValue, Lookup }
export type Names = ReadonlyMap<string, Type>

/** What is known where an expression stands. */
export interface FeelScope {
  /** Names in scope. */
  readonly names: Names
  /** Names of entries anywhere in the file: those with blanks could not be read without knowing them. */
  readonly entries: ReadonlySet<string>
  /** Whether a value is of a type of the file. */
  readonly isOfType: TypeTest
}

export type Program = (lookup: Lookup, run: Run) => FeelValue
export type Test = (value: FeelValue, lookup: Lookup, run: Run) => boolean | null
export type Compiled<T> = { readonly program: T; readonly feel: FeelProgram } | { readonly trouble: string }

export function compileExpression(source: string, scope: FeelScope): Compiled<Program> {
  const parsed = parse(source, 'expression', scope)
  if (parsed.trouble !== undefined) return { trouble: parsed.trouble }
  const { feel } = parsed
  return { feel, program: (lookup, run) => within(lookup, run, feel, null, isSerious) }
}

export function compileTest(source: string, scope: FeelScope): Compiled<Test> {
  const parsed = parse(source, 'unary-tests', scope)
  if (parsed.trouble !== undefined) return { trouble: parsed.trouble }
  const { feel } = parsed
  const program: Test = (value, lookup, run) => within(lookup, run, feel, value, isSeriousInTest) as boolean | null
  return { feel, program }
}

function parse(source: string, kind: 'expression' | 'unary-tests', { names, entries, isOfType }: FeelScope) {
  const parsed = parseFeel(source, { kind, known: { names: names.keys(), properties: entries }, types: isOfType })
  return parsed.ok ? { feel: parsed.program } : { trouble: `${parsed.trouble} in «${source}»` }
}

/** Optional entries that are not there are null on purpose; so is the answer of a cell to a value that it is not made for. */
const isSerious = (code: WarningCode): boolean => code !== 'unknown-entry'
const isSeriousInTest = (code: WarningCode): boolean => code === 'unknown-name' || code === 'no-function'

function within(
  lookup: Lookup,
  run: Run,
  program: FeelProgram,
  tested: FeelValue,
  counts: (code: WarningCode) => boolean,
): FeelValue {
  const { feel } = run
  const { names, warnings } = feel
  const before = warnings.length
  feel.names = lookup
  const value = program.evaluate(feel, tested)
  feel.names = names
  for (let index = before; index < feel.warnings.length; index++) {
    const { code, words } = feel.warnings[index]!
    if (counts(code)) run.warn(`${words} in «${program.source}»`)
  }
  return value
}

/** A function of the model: knowledge, a service, or a boxed function. Its calls count as work, and may nest. */
export function functionOf(
  name: string,
  parameters: readonly string[],
  call: (values: readonly FeelValue[]) => FeelValue,
): FeelFunction {
  const own = parameters.map((parameter) => ({ name: parameter }))
  const apply = (values: readonly FeelValue[], feel: FeelRun): FeelValue => {
    if (values.length !== parameters.length) {
      return feel.warn('wrong-arguments', `${name || 'the function'} takes ${parameters.length} arguments`)
    }
    feel.spend(levels)
    feel.enter(levels)
    const { names } = feel
    const result = call(values)
    feel.names = names
    feel.leave(levels)
    return result
  }
  return new FeelFunction(name, own, apply, byName(own))
}

/** What a call of a function of the model takes of the depth that is allowed, as its logic may be nested itself. */
const levels = 10

/** Calls a function with values by the names of its parameters; undefined: it is no function, or they are not its own. */
export function invoke(callee: FeelValue, values: ReadonlyMap<string, FeelValue>, run: Run): FeelValue | undefined {
  if (!(callee instanceof FeelFunction)) return undefined
  const args = callee.arrange?.(values, run.feel)
  return args && callee.apply(args, run.feel)
}

/** A built-in function of one argument. */
export const applied = (name: string, value: FeelValue, run: Run): FeelValue => builtIn(name)!.apply([value], run.feel)
