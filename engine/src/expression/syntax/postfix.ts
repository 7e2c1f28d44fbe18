import type { Argument, FeelNode } from './node.ts'
import type { Parser } from './parser.ts'
import { readType } from './type.ts'
import { isReserved, readNewName, readPathName } from './word.ts'

/** What cannot begin an expression: a bracket before it closes a range (`]1..5[`) and opens no filter. */
const closing = new Set([')', ']', '}', ',', '..', '=', '!=', '*', '/', '+', '**', ':', '.'])
const followers = new Set(['and', 'or', 'then', 'else', 'return', 'satisfies', 'in', 'between', 'instance'])

/** Paths, filters, invocations and `instance of`, which bind tightest. */
export function readPostfix(parser: Parser, first: FeelNode): FeelNode {
  let node = first
  for (;;) {
    const more = readOne(parser, node)
    if (!more) return node
    node = more
  }
}

function readOne(parser: Parser, target: FeelNode): FeelNode | undefined {
  const { from } = target
  if (parser.take('.')) {
    const name = readPathName(parser)
    return parser.node(from, { kind: 'path', target, name }, [target])
  }
  if (parser.at('(')) {
    const args = readArguments(parser)
    return parser.node(from, { kind: 'call', target, args }, [target, ...args.map(({ value }) => value)])
  }
  if (parser.at('[') && beginsFilter(parser)) {
    parser.next()
    const test = parser.expression()
    parser.expect(']')
    return parser.node(from, { kind: 'filter', list: target, test }, [target, test])
  }
  if (parser.token.kind === 'word' && parser.take('instance')) {
    parser.expect('of')
    const type = readType(parser)
    return parser.node(from, { kind: 'instance', value: target, type }, [target])
  }
  return undefined
}

function beginsFilter(parser: Parser): boolean {
  const after = parser.peek()
  if (after.kind === 'end') return false
  return after.kind === 'symbol' ? !closing.has(after.text) : after.kind !== 'word' || !followers.has(after.text)
}

function readArguments(parser: Parser): Argument[] {
  parser.next()
  const args: Argument[] = []
  if (parser.take(')')) return args
  do args.push(readArgument(parser))
  while (parser.take(','))
  parser.expect(')')
  if (args.some(({ name }) => (name === undefined) !== (args[0]?.name === undefined))) {
    parser.fail('expected either all arguments with their names or none')
  }
  return args
}

function readArgument(parser: Parser): Argument {
  const name = argumentName(parser)
  return name === undefined ? { value: parser.expression() } : { name, value: parser.expression() }
}

/** Looks for `name :`; nothing else that an expression may begin with has a colon behind its words. */
function argumentName(parser: Parser): string | undefined {
  const { from } = parser.token
  const colon = /[:()[\]{}",]/g
  colon.lastIndex = from
  if (parser.token.kind !== 'word' || isReserved(parser.token.text)) return undefined
  if (colon.exec(parser.source)?.[0] !== ':') return undefined
  const name = readNewName(parser, ':')
  parser.expect(':')
  return name
}
