import { readFor, readFunction, readIf, readQuantified } from './keyword.ts'
import { readIntervalEnd } from './interval.ts'
import type { Comparator, FeelNode } from './node.ts'
import { binding, type Parser } from './parser.ts'
import { normalName } from './names.ts'
import { isReserved, readName } from './word.ts'

/** What an expression may begin with, up to the first operator or postfix. */
export function readPrimary(parser: Parser): FeelNode {
  const { kind, text, from } = parser.token
  if (kind === 'number') {
    if (!Number.isFinite(Number(text))) parser.fail('the number is too large')
    return parser.node(parser.next().from, { kind: 'number', value: Number(text) })
  }
  if (kind === 'string') return parser.node(parser.next().from, { kind: 'string', value: text })
  if (kind === 'word') return readWord(parser)
  return symbols[text]?.(parser, from) ?? parser.fail(kind === 'end' ? 'expected more' : 'expected a value')
}

function readWord(parser: Parser): FeelNode {
  const { text, from } = parser.token
  const known = parser.names.match(parser.source, from)
  if (known || !isReserved(text)) return parser.node(from, { kind: 'name', name: readName(parser) })
  return words[text]?.(parser, from) ?? parser.fail('expected a value')
}

type Read = (parser: Parser, from: number) => FeelNode

const words: Readonly<Record<string, Read>> = {
  if: readIf,
  for: readFor,
  some: readQuantified,
  every: readQuantified,
  function: readFunction,
  null: (parser, from) => (parser.next(), parser.node(from, { kind: 'null' })),
  true: (parser, from) => (parser.next(), parser.node(from, { kind: 'boolean', value: true })),
  false: (parser, from) => (parser.next(), parser.node(from, { kind: 'boolean', value: false })),
}

const readBound: Read = (parser, from) => {
  const operator = parser.next().text as Comparator
  const value = parser.expression(binding.comparison)
  return parser.node(from, { kind: 'bound', operator, value }, [value])
}

const symbols: Readonly<Record<string, Read>> = {
  '<': readBound,
  '<=': readBound,
  '>': readBound,
  '>=': readBound,
  '=': readBound,
  '!=': readBound,

  /** `(a)` or the range `(a..b)`. */
  '('(parser, from) {
    parser.next()
    const inner = parser.expression()
    if (parser.at('..')) return readIntervalEnd(parser, from, inner, false)
    parser.expect(')')
    return inner
  },

  /** The range `]a..b]`. */
  ']'(parser, from) {
    parser.next()
    return readIntervalEnd(parser, from, parser.expression(), false)
  },

  /** The list `[a, b]` or the range `[a..b]`. */
  '['(parser, from) {
    parser.next()
    const items: FeelNode[] = []
    if (!parser.at(']')) {
      items.push(parser.expression())
      const [first] = items
      if (first && parser.at('..')) return readIntervalEnd(parser, from, first, true)
      while (parser.take(',')) items.push(parser.expression())
    }
    parser.expect(']')
    return parser.node(from, { kind: 'list', items }, items)
  },

  '{': readContext,

  /** `@"2026-04-27"`. */
  '@'(parser, from) {
    if (parser.source.charCodeAt(from + 1) !== 34) parser.fail('expected a string directly behind @')
    parser.next()
    return parser.node(from, { kind: 'at', text: parser.next().text })
  },
}

/** Each entry sees those before it. */
function readContext(parser: Parser, from: number): FeelNode {
  parser.next()
  const entries: { key: string; value: FeelNode }[] = []
  if (!parser.at('}')) {
    do {
      const key = readKey(parser)
      parser.names.add(key)
      entries.push({ key, value: parser.expression() })
      parser.properties.add(key)
    } while (parser.take(','))
  }
  parser.expect('}')
  for (const { key } of entries) parser.names.remove(key)
  return parser.node(
    from,
    { kind: 'context', entries },
    entries.map(({ value }) => value),
  )
}

/** A string, or all up to the colon. */
function readKey(parser: Parser): string {
  const { source, token } = parser
  if (token.kind === 'string') {
    parser.next()
    parser.expect(':')
    return token.text
  }
  if (token.kind !== 'word') parser.fail('expected the name of an entry')
  const colon = /[:"{}[\]()]/g
  colon.lastIndex = token.from
  const end = colon.exec(source)
  if (end?.[0] !== ':') parser.fail('expected : behind the name of the entry')
  parser.moveTo((end?.index ?? 0) + 1)
  return normalName(source.slice(token.from, end?.index))
}
