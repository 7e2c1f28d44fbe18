import { normalName } from './names.ts'
import type { Parser } from './parser.ts'

/** Words that are never (part of) a name, unless a known name has them. */
const reserved = new Set(
  'and or in between instance if then else for return some every satisfies function null true false external'.split(
    ' ',
  ),
)

export const isReserved = (word: string): boolean => reserved.has(word)

/** A name where a value is read: a known one, else all words up to the next operator or keyword. */
export function readName(parser: Parser): string {
  const { token } = parser
  const known = parser.names.match(parser.source, token.from) ?? parser.properties.match(parser.source, token.from)
  return known ? taken(parser, known) : words(parser)
}

/** The name behind a dot. */
export function readPathName(parser: Parser): string {
  const { token } = parser
  if (token.kind !== 'word') parser.fail('expected the name of an entry')
  const known = parser.properties.match(parser.source, token.from) ?? parser.names.match(parser.source, token.from)
  if (known) return taken(parser, known)
  return reserved.has(token.text) ? parser.next().text : words(parser)
}

/** A name that is introduced here: everything up to one of the symbols or words that may follow. */
export function readNewName(parser: Parser, ...ends: readonly string[]): string {
  const first = parser.token
  if (first.kind !== 'word') parser.fail('expected a name')
  do parser.next()
  while (!endsName(parser, ends))
  return normalName(parser.source.slice(first.from, parser.end))
}

const endsName = (parser: Parser, ends: readonly string[]): boolean =>
  parser.token.kind === 'end' || parser.token.kind === 'string' || ends.some((end) => parser.at(end))

function taken(parser: Parser, known: { name: string; to: number }): string {
  parser.moveTo(known.to)
  return known.name
}

function words(parser: Parser): string {
  let name = parser.next().text
  while (parser.token.kind === 'word' && !reserved.has(parser.token.text)) name += ` ${parser.next().text}`
  return name
}
