import { NotConvertible, type Binary, type Node } from './node.ts'
import { tokens, type Token } from './tokens.ts'

/** Longest expression, in characters: as long as FEEL may be. */
const longest = 10_000
const deepest = 100

/** From the loosest binding to the tightest; the words are the same operators (JSR 245, 1.8). */
const levels: readonly Readonly<Record<string, Binary>>[] = [
  { '||': 'or', or: 'or' },
  { '&&': 'and', and: 'and' },
  { '==': '=', eq: '=', '!=': '!=', ne: '!=' },
  { '<': '<', lt: '<', '>': '>', gt: '>', '<=': '<=', le: '<=', '>=': '>=', ge: '>=' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/', div: '/', '%': 'mod', mod: 'mod' },
]

const reserved = new Set(['and', 'or', 'not', 'eq', 'ne', 'lt', 'gt', 'le', 'ge', 'div', 'mod', 'empty', 'instanceof'])
const prefixed = new Set(['not', 'empty'])
const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null }

/** Reads one JUEL expression without its braces. @throws NotConvertible naming the part that is not understood. */
export function parseJuel(source: string): Node {
  if (source.length > longest) throw new NotConvertible(source.slice(0, 40))
  const parser = new Parser(tokens(source))
  const node = parser.choice()
  parser.end()
  return node
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(all: readonly Token[]) {
    this.#tokens = all
  }

  get #token(): Token {
    return this.#tokens[this.#at]!
  }

  #is(text: string): boolean {
    return this.#token.text === text && (this.#token.kind === 'sign' || this.#token.kind === 'word')
  }

  #skip(text: string): boolean {
    if (!this.#is(text)) return false
    this.#at++
    return true
  }

  #expect(text: string): void {
    if (!this.#skip(text)) throw this.#trouble()
  }

  #trouble(): NotConvertible {
    const rest = this.#tokens.slice(this.#at, this.#at + 4).map(({ text }) => text)
    return new NotConvertible(rest.join(' ').trim() || 'the end')
  }

  end(): void {
    if (this.#token.kind !== 'end') throw this.#trouble()
  }

  choice(): Node {
    if (++this.#depth > deepest) throw this.#trouble()
    const when = this.#binary(0)
    const node: Node = this.#skip('?') ? this.#branches(when) : when
    this.#depth--
    return node
  }

  #branches(when: Node): Node {
    const yes = this.choice()
    this.#expect(':')
    return { kind: 'choice', when, yes, no: this.choice() }
  }

  #binary(level: number): Node {
    const operators = levels[level]
    if (!operators) return this.#unary()
    let left = this.#binary(level + 1)
    for (;;) {
      const { kind, text } = this.#token
      const operator = kind === 'sign' || kind === 'word' ? operators[text] : undefined
      if (operator === undefined || !Object.hasOwn(operators, text)) return left
      this.#at++
      left = { kind: 'binary', operator, left, right: this.#binary(level + 1) }
    }
  }

  #unary(): Node {
    if (++this.#depth > deepest) throw this.#trouble()
    const node = this.#prefixed()
    this.#depth--
    return node
  }

  #prefixed(): Node {
    if (this.#skip('!') || this.#skip('not')) return { kind: 'unary', operator: 'not', of: this.#unary() }
    if (this.#skip('-')) return { kind: 'unary', operator: '-', of: this.#unary() }
    if (this.#skip('empty')) return { kind: 'unary', operator: 'empty', of: this.#unary() }
    return this.#postfix(this.#primary())
  }

  #postfix(start: Node): Node {
    let node = start
    for (;;) {
      if (this.#skip('.')) node = this.#member(node)
      else if (this.#skip('[')) {
        node = { kind: 'index', of: node, at: this.choice() }
        this.#expect(']')
      } else return node
    }
  }

  #member(of: Node): Node {
    const name = this.#word()
    return this.#skip('(') ? { kind: 'method', of, name, given: this.#given() } : { kind: 'property', of, name }
  }

  #word(): string {
    const { kind, text } = this.#token
    if (kind !== 'word') throw this.#trouble()
    this.#at++
    return text
  }

  /** After the opening parenthesis. */
  #given(): Node[] {
    const given: Node[] = []
    if (this.#skip(')')) return given
    do given.push(this.choice())
    while (this.#skip(','))
    this.#expect(')')
    return given
  }

  #primary(): Node {
    const { kind, text, value } = this.#token
    if (kind === 'text') return this.#literal(value)
    if (kind === 'number') return this.#literal(Number(value))
    if (this.#skip('(')) {
      const node = this.choice()
      this.#expect(')')
      return node
    }
    if (kind !== 'word' || reserved.has(text)) throw this.#trouble()
    if (Object.hasOwn(constants, text)) return this.#literal(constants[text]!)
    this.#at++
    return this.#called(text)
  }

  #literal(value: string | number | boolean | null): Node {
    const { text } = this.#token
    this.#at++
    return { kind: 'literal', value, source: text }
  }

  /** A name, or a function with or without a prefix: `now()`, `variables:get(amount)`. */
  #called(name: string): Node {
    if (this.#skip('(')) return { kind: 'function', prefix: '', name, given: this.#given() }
    const [colon, word, parenthesis] = this.#tokens.slice(this.#at, this.#at + 3)
    // In `a ? b : not (c)` no function is called.
    const called = colon?.text === ':' && word?.kind === 'word' && !prefixed.has(word.text) && parenthesis?.text === '('
    if (!called) return { kind: 'name', name }
    this.#at += 3
    return { kind: 'function', prefix: name, name: word.text, given: this.#given() }
  }
}
