import type { Json, Names } from './expression.ts'

/**
 * Closures for the everyday part of FEEL: paths, comparisons, arithmetic, boolean logic, if, not, membership in constants.
 * They answer only where the types are plain; everything else is `unsure` and left to the interpreter, so that the meaning
 * stays the interpreter's (held equal by a property test).
 */
export const unsure = Symbol('unsure')
export type Fast = (names: Names) => Json | typeof unsure

/** The part of a syntax tree's node that is read here. */
export interface SyntaxNode {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly firstChild: SyntaxNode | null
  readonly nextSibling: SyntaxNode | null
}

type Build = (node: SyntaxNode, source: string) => Fast | undefined

const childrenOf = (node: SyntaxNode): SyntaxNode[] => {
  const found: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child)
  return found
}

const textOf = (node: SyntaxNode, source: string): string => source.slice(node.from, node.to)

/** A closure for the expression, or undefined where it goes beyond the everyday part. */
export const fastOf: Build = (node, source) => builders[node.name]?.(node, source)

const builders: Readonly<Record<string, Build>> = {
  Expression: (node, source) => (node.firstChild ? fastOf(node.firstChild, source) : undefined),
  ParenthesizedExpression: (node, source) => {
    const inner = childrenOf(node)[1]
    return inner && fastOf(inner, source)
  },
  NumericLiteral: (node, source) => constantly(Number(textOf(node, source))),
  BooleanLiteral: (node, source) => constantly(textOf(node, source) === 'true'),
  null: () => constantly(null),
  StringLiteral(node, source) {
    const text = textOf(node, source)
    return text.includes('\\') ? undefined : constantly(text.slice(1, -1))
  },
  VariableName(node, source) {
    const name = textOf(node, source)
    return (names) => plain(names(name))
  },
  PathExpression(node, source) {
    const [target, , key] = childrenOf(node)
    const from = target && fastOf(target, source)
    if (!from || key?.name !== 'PathName') return undefined
    const name = textOf(key, source)
    return (names) => entry(from(names), name)
  },
  Comparison(node, source) {
    const [left, operator, right, ...more] = childrenOf(node)
    if (!left || !right || operator?.name !== 'CompareOp' || more.length > 0) return undefined
    const compare = comparisons[textOf(operator, source)]
    return compare && both(fastOf(left, source), fastOf(right, source), compare)
  },
  ArithmeticExpression(node, source) {
    const [left, operator, right] = childrenOf(node)
    if (!left || !operator || !right) return undefined
    const compute = arithmetic[textOf(operator, source)]
    return compute && both(fastOf(left, source), fastOf(right, source), compute)
  },
  Conjunction: (node, source) => logic(node, source, (a, b) => a && b),
  Disjunction: (node, source) => logic(node, source, (a, b) => a || b),
  IfExpression(node, source) {
    const [, test, , yes, , no] = childrenOf(node).map((child) => fastOf(child, source))
    if (!test || !yes || !no) return undefined
    return (names) => {
      const holds = test(names)
      return typeof holds === 'boolean' ? (holds ? yes(names) : no(names)) : unsure
    }
  },
  FunctionInvocation(node, source) {
    const [name, , parameters] = childrenOf(node)
    const [argument, second] = parameters ? childrenOf(parameters) : []
    const isNot = name?.name === 'VariableName' && textOf(name, source) === 'not'
    const inner = isNot && argument && !second ? fastOf(argument, source) : undefined
    if (!inner) return undefined
    return (names) => {
      const value = inner(names)
      return typeof value === 'boolean' && names('not') === undefined ? !value : unsure
    }
  },
}

const constantly =
  (value: Json): Fast =>
  () =>
    value

/** Values that mean the same in JSON and in FEEL; lists and temporal values are the interpreter's. */
function plain(value: unknown): Json | typeof unsure {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  const isContext =
    typeof value === 'object' && !Array.isArray(value) && Object.getPrototypeOf(value) === Object.prototype
  return isContext ? (value as Json) : unsure
}

/** A key that a context does not have may be spelt in another way: the interpreter looks. */
function entry(target: Json | typeof unsure, key: string): Json | typeof unsure {
  if (typeof target !== 'object' || target === null || Array.isArray(target)) return unsure
  return Object.hasOwn(target, key) ? plain((target as Record<string, unknown>)[key]) : unsure
}

type Operation = (a: Json, b: Json) => Json | typeof unsure

function both(left: Fast | undefined, right: Fast | undefined, operate: Operation): Fast | undefined {
  if (!left || !right) return undefined
  return (names) => {
    const a = left(names)
    const b = right(names)
    return a === unsure || b === unsure ? unsure : operate(a, b)
  }
}

const sameKind = (a: Json, b: Json): boolean =>
  typeof a === typeof b && (typeof a === 'number' || typeof a === 'string') && a !== null && b !== null

const equal: Operation = (a, b) => {
  if (a === null || b === null) return a === b
  return sameKind(a, b) || (typeof a === 'boolean' && typeof b === 'boolean') ? a === b : unsure
}

const ordered =
  (compare: (a: number | string, b: number | string) => boolean): Operation =>
  (a, b) =>
    sameKind(a, b) && typeof a === 'number' ? compare(a, b as number) : unsure

const comparisons: Readonly<Record<string, Operation>> = {
  '=': equal,
  '!=': (a, b) => {
    const same = equal(a, b)
    return typeof same === 'boolean' ? !same : unsure
  },
  '<': ordered((a, b) => a < b),
  '<=': ordered((a, b) => a <= b),
  '>': ordered((a, b) => a > b),
  '>=': ordered((a, b) => a >= b),
}

const numeric =
  (compute: (a: number, b: number) => number): Operation =>
  (a, b) => {
    if (typeof a !== 'number' || typeof b !== 'number') return unsure
    const result = compute(a, b)
    return Number.isFinite(result) ? result : unsure
  }

const arithmetic: Readonly<Record<string, Operation>> = {
  '+': (a, b) => (typeof a === 'string' && typeof b === 'string' ? a + b : numeric((x, y) => x + y)(a, b)),
  '-': numeric((a, b) => a - b),
  '*': numeric((a, b) => a * b),
  '/': (a, b) => (b === 0 ? unsure : numeric((x, y) => x / y)(a, b)),
}

/** Both sides are always evaluated: trouble on either side is trouble of the whole, as in the interpreter. */
function logic(node: SyntaxNode, source: string, combine: (a: boolean, b: boolean) => boolean): Fast | undefined {
  const [left, , right, ...more] = childrenOf(node)
  if (!left || !right || more.length > 0) return undefined
  return both(fastOf(left, source), fastOf(right, source), (a, b) =>
    typeof a === 'boolean' && typeof b === 'boolean' ? combine(a, b) : unsure,
  )
}
