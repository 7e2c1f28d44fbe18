import { endOfSpace, endOfWord, isDigit } from './characters.ts'
import { readString } from './text.ts'

/** Trouble with the text of an expression: `words` say what, `position` is the offset of the first character in doubt. */
export class FeelSyntaxError extends Error {
  readonly position: number

  constructor(words: string, position: number) {
    super(words)
    this.position = position
  }
}

export interface Token {
  readonly kind: 'number' | 'string' | 'word' | 'symbol' | 'end'
  readonly text: string
  readonly from: number
  readonly to: number
}

const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y
const SYMBOLS = ['**', '..', '<=', '>=', '!=', '->']

/** Walks over the tokens of an expression, one ahead; every place is read a bounded number of times. */
export class Cursor {
  readonly source: string
  token: Token
  /** Where the last token that was left behind ended. */
  end = 0

  constructor(source: string) {
    this.source = source
    this.token = this.read(0)
  }

  /** The current token, which is left behind. */
  next(): Token {
    const { token } = this
    this.end = token.to
    this.token = this.read(token.to)
    return token
  }

  /** Goes on at an offset, after something that is no single token has been read. */
  moveTo(offset: number): void {
    this.end = offset
    this.token = this.read(offset)
  }

  /** Whether this very symbol or word stands here. */
  at(text: string): boolean {
    return this.token.text === text && (this.token.kind === 'symbol' || this.token.kind === 'word')
  }

  take(text: string): boolean {
    if (!this.at(text)) return false
    this.next()
    return true
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail(`expected ${text}`)
  }

  /** The token behind the current one. */
  peek(): Token {
    return this.read(this.token.to)
  }

  fail(words: string, position = this.token.from): never {
    const near = this.source.slice(position, position + 20)
    throw new FeelSyntaxError(`${words}, ${near === '' ? 'at the end' : `near «${near}»`}`, position)
  }

  private read(offset: number): Token {
    const { source } = this
    const from = endOfSpace(source, offset)
    if (from >= source.length) return { kind: 'end', text: '', from, to: from }
    const code = source.charCodeAt(from)
    if (isDigit(code) || (code === 46 && isDigit(source.charCodeAt(from + 1)))) {
      NUMBER.lastIndex = from
      const text = NUMBER.exec(source)?.[0] ?? ''
      return { kind: 'number', text, from, to: from + text.length }
    }
    if (code === 34) {
      const { value, to } = readString(source, from)
      if (to < 0) this.fail('the string is not closed', from)
      return { kind: 'string', text: value, from, to }
    }
    const end = endOfWord(source, from)
    if (end > from) return { kind: 'word', text: source.slice(from, end), from, to: end }
    const pair = source.slice(from, from + 2)
    const text = SYMBOLS.includes(pair) ? pair : source.charAt(from)
    return { kind: 'symbol', text, from, to: from + text.length }
  }
}
