import type { Run } from '../run.ts'
import { asDateTime } from '../values/compare.ts'
import { FeelFunction } from '../values/function.ts'
import { FeelDate } from '../values/temporal.ts'
import { isList, kindOf, type FeelKind, type FeelValue } from '../values/value.ts'

interface Expected {
  readonly name: string
  readonly kinds: ReadonlySet<FeelKind | 'any'>
  readonly optional: boolean
  /** Takes all further arguments, as a list. */
  readonly rest: boolean
}

export interface Signature {
  readonly expected: readonly Expected[]
  /** Takes one list, or its items as arguments. */
  readonly items: boolean
  readonly apply: BuiltIn
}

// The values fit the signature, which the types cannot say.
export type BuiltIn = (args: any, run: Run) => FeelValue
export type Family = Readonly<Record<string, readonly Signature[]>>

const several: Readonly<Record<string, readonly FeelKind[]>> = {
  duration: ['days and time duration', 'years and months duration'],
  days: ['days and time duration'],
  months: ['years and months duration'],
  datetime: ['date and time'],
  instant: ['date', 'date and time'],
}

/**
 * `takes('string: string, start: number, length?: number', …)`: names and kinds, with `|` between kinds; `any` takes null
 * too. `?` behind a name: may be left out or null. `...` before it: all further arguments. `...list` alone: one list or
 * its items.
 */
export function takes(text: string, apply: BuiltIn): Signature {
  const items = text === '...list'
  const expected = (text === '' ? [] : text.split(', ')).map((part) => {
    const [name = '', kinds = 'any'] = part.split(': ')
    const plain = name.replace(/^\.\.\.|\?$/g, '')
    return { name: plain, kinds: kindsOf(kinds), optional: name.endsWith('?'), rest: name.startsWith('...') }
  })
  return { expected, items, apply }
}

const kindsOf = (text: string): ReadonlySet<FeelKind | 'any'> =>
  new Set(text.split('|').flatMap((kind) => several[kind] ?? [kind as FeelKind]))

/** The function of these signatures; the first that the arguments fit is taken, and null where none is. */
export function builtInFunction(name: string, signatures: readonly Signature[]): FeelFunction {
  const apply = (args: readonly FeelValue[], run: Run): FeelValue => {
    run.spend(1)
    for (const signature of signatures) {
      const fitting = signature.items ? collected(args) : fitted(args, signature.expected, run)
      if (fitting) return signature.apply(fitting, run)
    }
    const given = args.map((arg) => kindOf(arg ?? null)).join(', ')
    return run.warn('wrong-arguments', `${name} cannot take (${given})`)
  }
  const parameters = signatures[0]?.items ? undefined : signatures[0]?.expected
  return new FeelFunction(name, parameters, apply, (named, run) => arranged(signatures, named, run))
}

/** Arguments by name in the order of the first signature that has all of the names and that they fit. */
function arranged(
  signatures: readonly Signature[],
  named: ReadonlyMap<string, FeelValue>,
  run: Run,
): FeelValue[] | undefined {
  for (const { expected, items } of signatures) {
    const known = expected.filter(({ name }) => named.has(name))
    const missing = expected.some(({ name, optional }) => !optional && !named.has(name))
    if (known.length !== named.size || named.size === 0 || missing) continue
    const args = expected.map(({ name }) => named.get(name) ?? null)
    if (items || fitted(args, expected, run)) return args
  }
  return undefined
}

function collected(args: readonly FeelValue[]): FeelValue[] | undefined {
  const [first = null] = args
  if (args.length > 1) return [args]
  return args.length === 0 || first === null ? undefined : [isList(first) ? first : [first]]
}

function fitted(args: readonly FeelValue[], expected: readonly Expected[], run: Run): FeelValue[] | undefined {
  if (args.length > expected.length && expected.at(-1)?.rest !== true) return undefined
  const fitting: FeelValue[] = []
  for (let i = 0; i < expected.length; i++) {
    const { kinds, optional, rest } = expected[i] as Expected
    if (rest) {
      const further = args.slice(i).map((arg) => converted(arg, kinds, run))
      if (further.length === 0 || further.includes(undefined)) return undefined
      fitting.push(further as FeelValue[])
      continue
    }
    const arg = args[i]
    if (arg === undefined && !optional) return undefined
    const value = arg === undefined || (arg === null && optional) ? null : converted(arg, kinds, run)
    if (value === undefined) return undefined
    fitting.push(value)
  }
  return fitting
}

/** The argument as a parameter of these kinds has it (DMN 1.5, §10.3.2.9.4); undefined when it does not fit. */
function converted(arg: FeelValue, kinds: ReadonlySet<FeelKind | 'any'>, run: Run): FeelValue | undefined {
  if (kinds.has('any') || kinds.has(kindOf(arg))) return arg
  if (arg === null) return undefined
  if (kinds.has('list')) return [arg]
  if (isList(arg)) return arg.length === 1 ? converted(arg[0] as FeelValue, kinds, run) : undefined
  if (arg instanceof FeelDate && kinds.has('date and time')) return asDateTime(arg, run) ?? undefined
  return undefined
}
