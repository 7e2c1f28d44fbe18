import { KnownNames } from './names.ts'
import type { FeelType } from './node.ts'
import type { Parser } from './parser.ts'
import { readNewName } from './word.ts'

/** Types whose names have words in them that would end a name. */
const standardTypes = new KnownNames(['date and time', 'days and time duration', 'years and months duration'])
const ends = ['<', '>', ',', ')', ']', '}', '->', '[', '=', '!=', 'and', 'or', 'then', 'else', 'return', 'satisfies']

/** A type (DMN 1.5, rule 54): a name with dots, `list<T>`, `range<T>`, `context<a: T>`, `function<T> -> U`. */
export function readType(parser: Parser, nesting = 0): FeelType {
  if (nesting > 50) parser.fail('the type is nested deeper than 50 levels')
  const inner = (): FeelType => readType(parser, nesting + 1)
  const generic = parser.peek().text === '<' ? parser.token.text : ''
  if (generic === 'list' || generic === 'range') {
    const [of] = bracketed(parser, inner)
    return of ? { kind: generic, of } : parser.fail('expected a type')
  }
  if (generic === 'context') return { kind: 'context', entries: bracketed(parser, () => readEntry(parser, inner)) }
  if (generic === 'function') {
    const parameters = bracketed(parser, inner)
    parser.expect('->')
    return { kind: 'function', parameters, result: inner() }
  }
  return { kind: 'named', name: readTypeName(parser) }
}

function readEntry(parser: Parser, inner: () => FeelType): { key: string; type: FeelType } {
  const key = readNewName(parser, ':')
  parser.expect(':')
  return { key, type: inner() }
}

/** What stands between `<` and `>`. */
function bracketed<T>(parser: Parser, read: () => T): T[] {
  parser.next()
  parser.expect('<')
  const found: T[] = []
  if (parser.take('>')) return found
  do found.push(read())
  while (parser.take(','))
  parser.expect('>')
  return found
}

function readTypeName(parser: Parser): string {
  const standard = standardTypes.match(parser.source, parser.token.from)
  if (!standard) return readNewName(parser, ...ends)
  parser.moveTo(standard.to)
  return standard.name
}
