import { readOperators } from './operators.ts'
import { FeelSyntaxError } from './cursor.ts'
import type { FeelNode } from './node.ts'
import { binding, Parser, type Vocabulary } from './parser.ts'
import { readPostfix } from './postfix.ts'
import { readPrimary } from './primary.ts'

/** Longer texts are refused before they are read, in UTF-16 units. */
export const longestExpression = 10_000

export type Parsed =
  | { readonly ok: true; readonly node: FeelNode }
  | { readonly ok: false; readonly trouble: string; readonly position: number }

/** Reads an expression (DMN 1.5, rule 1) or a list of unary tests (rule 15). The work grows with the length of the text. */
export function parse(source: string, kind: 'expression' | 'unary-tests', vocabulary: Vocabulary): Parsed {
  if (source.length > longestExpression) {
    const trouble = `the expression is longer than ${longestExpression} characters`
    return { ok: false, trouble, position: longestExpression }
  }
  if (source.trim() === '') return { ok: false, trouble: 'the expression is empty', position: 0 }
  try {
    const parser = new Parser(source, vocabulary, readExpression)
    const node = kind === 'expression' ? parser.expression() : readTests(parser)
    if (parser.token.kind !== 'end') parser.fail('expected an operator or the end')
    return { ok: true, node }
  } catch (error) {
    if (!(error instanceof FeelSyntaxError)) throw error
    const trouble = `not FEEL at character ${error.position + 1}: ${error.message}`
    return { ok: false, trouble, position: error.position }
  }
}

function readExpression(parser: Parser, level: number): FeelNode {
  return readOperators(parser, readPrefixed(parser), level)
}

/** A minus binds tighter than any other operator: `-2 ** 2` is 4. */
function readPrefixed(parser: Parser): FeelNode {
  const { from } = parser.token
  if (!parser.take('-')) return readPostfix(parser, readPrimary(parser))
  const literal = parser.token.kind === 'number'
  const value = literal ? readPostfix(parser, readPrimary(parser)) : parser.expression(binding.prefix)
  if (value.kind === 'number') return parser.node(from, { kind: 'number', value: -value.value })
  return parser.node(from, { kind: 'negate', value }, [value])
}

function readTests(parser: Parser): FeelNode {
  const { from } = parser.token
  if (parser.at('-') && parser.peek().kind === 'end') {
    parser.next()
    return parser.node(from, { kind: 'tests', negated: false, tests: [] })
  }
  if (parser.at('not') && parser.peek().text === '(') {
    parser.next()
    parser.next()
    const tests = readList(parser)
    if (parser.take(')') && parser.token.kind === 'end') {
      return parser.node(from, { kind: 'tests', negated: true, tests }, tests)
    }
    // `not(a) = b`: a call of the function after all.
    parser.moveTo(from)
  }
  const tests = readList(parser)
  return parser.node(from, { kind: 'tests', negated: false, tests }, tests)
}

function readList(parser: Parser): FeelNode[] {
  const tests = [parser.expression()]
  while (parser.take(',')) tests.push(parser.expression())
  return tests
}
