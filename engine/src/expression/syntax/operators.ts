import type { ArithmeticOperator, Comparator, FeelNode } from './node.ts'
import { readIntervalEnd } from './interval.ts'
import { binding, type Parser } from './parser.ts'

const comparators = new Set<string>(['=', '!=', '<', '<=', '>', '>='])
const arithmetic: Readonly<Record<string, number>> = {
  '+': binding.sum,
  '-': binding.sum,
  '*': binding.product,
  '/': binding.product,
  '**': binding.power,
  '^': binding.power,
}

/** Reads on from a left side as long as operators follow that bind tighter than `level`. All are left-associative. */
export function readOperators(parser: Parser, first: FeelNode, level: number): FeelNode {
  let left = first
  for (;;) {
    const more = readOperator(parser, left, level)
    if (!more) return left
    left = more
  }
}

function readOperator(parser: Parser, left: FeelNode, level: number): FeelNode | undefined {
  const { text, kind } = parser.token
  if (kind === 'symbol') {
    const strength = arithmetic[text]
    if (strength !== undefined) return strength > level ? readArithmetic(parser, left, strength) : undefined
    return comparators.has(text) && level < binding.comparison ? readComparison(parser, left) : undefined
  }
  if (kind !== 'word') return undefined
  if (text === 'and') return level < binding.and ? readLogic(parser, left, text, binding.and) : undefined
  if (text === 'or') return level < binding.or ? readLogic(parser, left, text, binding.or) : undefined
  if (level >= binding.comparison) return undefined
  if (text === 'between') return readBetween(parser, left)
  return text === 'in' ? readIn(parser, left) : undefined
}

function readArithmetic(parser: Parser, left: FeelNode, strength: number): FeelNode {
  const sign = parser.next().text
  const right = parser.expression(strength)
  const operator = (sign === '^' ? '**' : sign) as ArithmeticOperator
  return parser.node(left.from, { kind: 'arithmetic', operator, left, right }, [left, right])
}

function readComparison(parser: Parser, left: FeelNode): FeelNode {
  const operator = parser.next().text as Comparator
  const right = parser.expression(binding.comparison)
  return parser.node(left.from, { kind: 'compare', operator, left, right }, [left, right])
}

function readLogic(parser: Parser, left: FeelNode, operator: 'and' | 'or', strength: number): FeelNode {
  parser.next()
  const right = parser.expression(strength)
  return parser.node(left.from, { kind: 'logic', operator, left, right }, [left, right])
}

function readBetween(parser: Parser, value: FeelNode): FeelNode {
  parser.next()
  const low = parser.expression(binding.comparison)
  parser.expect('and')
  const high = parser.expression(binding.comparison)
  return parser.node(value.from, { kind: 'between', value, low, high }, [value, low, high])
}

/** `a in b`, `a in (b, c)`, `a in (1..5)`. */
function readIn(parser: Parser, value: FeelNode): FeelNode {
  parser.next()
  const open = parser.token.from
  if (!parser.take('(')) {
    const test = parser.expression(binding.comparison)
    return parser.node(value.from, { kind: 'in', value, tests: [test] }, [value, test])
  }
  const tests = [parser.expression()]
  while (parser.take(',')) tests.push(parser.expression())
  const [first] = tests
  if (first && tests.length === 1 && parser.at('..')) tests[0] = readIntervalEnd(parser, open, first, false)
  else parser.expect(')')
  return parser.node(value.from, { kind: 'in', value, tests }, [value, ...tests])
}
