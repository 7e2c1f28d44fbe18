import type { FeelNode, Loop, Parameter } from './node.ts'
import type { Parser } from './parser.ts'
import { readType } from './type.ts'
import { readNewName } from './word.ts'

/** `if a then b else c`. */
export function readIf(parser: Parser, from: number): FeelNode {
  parser.next()
  const test = parser.expression()
  parser.expect('then')
  const yes = parser.expression()
  parser.expect('else')
  const no = parser.expression()
  return parser.node(from, { kind: 'if', test, yes, no }, [test, yes, no])
}

/** `for a in list, b in 1..3 return c`; `partial` is the list of the results so far. */
export function readFor(parser: Parser, from: number): FeelNode {
  parser.next()
  const loops = readLoops(parser)
  parser.expect('return')
  const body = parser.expression()
  forget(parser, loops)
  return parser.node(from, { kind: 'for', loops, body }, [...domains(loops), body])
}

/** `some a in list satisfies b`, `every …`. */
export function readQuantified(parser: Parser, from: number): FeelNode {
  const every = parser.next().text === 'every'
  const loops = readLoops(parser)
  parser.expect('satisfies')
  const test = parser.expression()
  forget(parser, loops)
  return parser.node(from, { kind: 'quantified', every, loops, test }, [...domains(loops), test])
}

function readLoops(parser: Parser): Loop[] {
  const loops: Loop[] = []
  do {
    const name = readNewName(parser, 'in')
    parser.expect('in')
    const domain = parser.expression()
    const to = parser.take('..') ? parser.expression() : undefined
    loops.push(to ? { name, domain, to } : { name, domain })
    parser.names.add(name)
  } while (parser.take(','))
  return loops
}

const domains = (loops: readonly Loop[]): FeelNode[] =>
  loops.flatMap(({ domain, to }) => (to ? [domain, to] : [domain]))

const forget = (parser: Parser, named: readonly { name: string }[]): void => {
  for (const { name } of named) parser.names.remove(name)
}

/** `function(a: number, b) a + b`. */
export function readFunction(parser: Parser, from: number): FeelNode {
  parser.next()
  parser.expect('(')
  const parameters: Parameter[] = []
  if (!parser.take(')')) {
    do {
      const name = readNewName(parser, ':', ',', ')')
      parameters.push(parser.take(':') ? { name, type: readType(parser) } : { name })
      parser.names.add(name)
    } while (parser.take(','))
    parser.expect(')')
  }
  const external = parser.take('external')
  const body = parser.expression()
  forget(parser, parameters)
  return parser.node(from, { kind: 'function', parameters, body, external }, [body])
}
