import type { FeelNode } from '../syntax/node.ts'
import { calculate } from '../values/arithmetic.ts'
import { compare, equals } from '../values/compare.ts'
import { add, multiply, subtract } from '../values/decimal.ts'
import { matches } from '../values/contains.ts'
import { kindOf, type FeelValue } from '../values/value.ts'
import type { Code, Compiling } from './code.ts'

type Of<K extends FeelNode['kind']> = FeelNode & { readonly kind: K }

const small = (n: number): boolean => Number.isInteger(n) && n <= 1e15 && n >= -1e15

/** Arithmetic; whole numbers take the short way. */
export function compileArithmetic(node: Of<'arithmetic'>, compiling: Compiling): Code {
  const { operator, from } = node
  const left = compiling.compile(node.left)
  const right = compiling.compile(node.right)
  const quick = operator === '+' ? add : operator === '-' ? subtract : operator === '*' ? multiply : undefined
  return (run, frame) => {
    const a = left(run, frame)
    const b = right(run, frame)
    if (quick !== undefined && typeof a === 'number' && typeof b === 'number' && small(a) && small(b))
      return quick(a, b)
    const result = calculate(operator, a, b, run)
    return result === null ? run.warn('no-result', `${kindOf(a)} ${operator} ${kindOf(b)} has no result`, from) : result
  }
}

export function compileNegate(node: Of<'negate'>, compiling: Compiling): Code {
  const inner = compiling.compile(node.value)
  return (run, frame) => {
    const value = inner(run, frame)
    if (typeof value === 'number') return -value + 0
    const result = calculate('*', value, -1, run)
    return result === null ? run.warn('no-result', `- ${kindOf(value)} has no result`, node.from) : result
  }
}

/** `=` and `!=`; different kinds have no answer (table 53). */
export function compileEquality(node: Of<'compare'>, compiling: Compiling): Code {
  const left = compiling.compile(node.left)
  const right = compiling.compile(node.right)
  const wanted = node.operator === '='
  return (run, frame) => {
    const a = left(run, frame)
    const b = right(run, frame)
    if (a === b) return wanted
    const same = equals(a, b, run)
    if (same === null) return run.warn('not-comparable', `${kindOf(a)} and ${kindOf(b)} cannot be compared`, node.from)
    return same === wanted
  }
}

/** `<`, `<=`, `>`, `>=`. */
export function compileOrder(node: Of<'compare'>, compiling: Compiling): Code {
  const left = compiling.compile(node.left)
  const right = compiling.compile(node.right)
  const holds = orders[node.operator as keyof typeof orders]
  return (run, frame) => {
    const a = left(run, frame)
    const b = right(run, frame)
    if (typeof a === 'number' && typeof b === 'number') return holds(a - b)
    const order = compare(a, b, run)
    if (order === null) return run.warn('not-comparable', `${kindOf(a)} and ${kindOf(b)} have no order`, node.from)
    return holds(order)
  }
}

const orders = {
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
}

export function compileBetween(node: Of<'between'>, compiling: Compiling): Code {
  const value = compiling.compile(node.value)
  const low = compiling.compile(node.low)
  const high = compiling.compile(node.high)
  return (run, frame) => {
    const v = value(run, frame)
    const above = compare(v, low(run, frame), run)
    const below = compare(v, high(run, frame), run)
    if (above === null || below === null)
      return run.warn('not-comparable', 'between has values without an order', node.from)
    return above >= 0 && below <= 0
  }
}

/** True as soon as one of the tests holds; null when none does and one has no answer. */
export function compileIn(node: Of<'in'>, compiling: Compiling): Code {
  const value = compiling.compile(node.value)
  const tests = node.tests.map((test) => compiling.compile(test))
  return (run, frame) => {
    const v = value(run, frame)
    let unknown = false
    for (const test of tests) {
      const found = matches(v, test(run, frame), run)
      if (found === true) return true
      if (found === null) unknown = true
    }
    return unknown ? run.warn('not-comparable', 'in has values that cannot be compared', node.from) : false
  }
}

/**
 * `and`, `or` with three values (table 49). The right side is left alone when the left one decides, so that
 * `x != null and x > 1` does not warn.
 */
export function compileLogic(node: Of<'logic'>, compiling: Compiling): Code {
  const left = compiling.compile(node.left)
  const right = compiling.compile(node.right)
  const decisive = node.operator === 'or'
  return (run, frame) => {
    const a = left(run, frame)
    if (a === decisive) return decisive
    const b = right(run, frame)
    if (b === decisive) return decisive
    if (typeof a === 'boolean' && typeof b === 'boolean') return !decisive
    const odd: FeelValue = typeof a === 'boolean' ? b : a
    return run.warn('not-a-condition', `${node.operator} has a ${kindOf(odd)} for a side`, node.from)
  }
}

export function compileIf(node: Of<'if'>, compiling: Compiling): Code {
  const test = compiling.compile(node.test)
  const yes = compiling.compile(node.yes)
  const no = compiling.compile(node.no)
  return (run, frame) => {
    const holds = test(run, frame)
    if (holds === true) return yes(run, frame)
    if (holds !== false) run.warn('not-a-condition', `if has a ${kindOf(holds)} for a condition`, node.test.from)
    return no(run, frame)
  }
}
