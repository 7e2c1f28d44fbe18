import { NotConvertible } from './node.ts'

export interface Token {
  readonly kind: 'number' | 'text' | 'word' | 'sign' | 'end'
  readonly text: string
  /** What a text says, without its quotes and escapes. */
  readonly value: string
}

const signs = [
  '&&',
  '||',
  '==',
  '!=',
  '<=',
  '>=',
  '<',
  '>',
  '!',
  '+',
  '-',
  '*',
  '/',
  '%',
  '?',
  ':',
  '.',
  ',',
  '(',
  ')',
  '[',
  ']',
]
const number = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/
const word = /^[\p{L}_$][\p{L}\p{N}_$]*/u
const quoted = /^(?:'((?:[^'\\]|\\[^])*)'|"((?:[^"\\]|\\[^])*)")/

/** The tokens of what stands between `${` and `}`. */
export function tokens(source: string): Token[] {
  const found: Token[] = []
  let rest = source.trimStart()
  while (rest !== '') {
    const token = next(rest)
    found.push(token)
    rest = rest.slice(token.text.length).trimStart()
  }
  return [...found, { kind: 'end', text: '', value: '' }]
}

function next(rest: string): Token {
  const text = quoted.exec(rest)
  if (text) return { kind: 'text', text: text[0], value: unescaped(text[1] ?? text[2]!) }
  const digits = number.exec(rest)
  if (digits) return { kind: 'number', text: digits[0], value: digits[0] }
  const name = word.exec(rest)
  if (name) return { kind: 'word', text: name[0], value: name[0] }
  const sign = signs.find((known) => rest.startsWith(known))
  if (sign === undefined) throw new NotConvertible(rest.slice(0, 20))
  return { kind: 'sign', text: sign, value: sign }
}

/** JUEL escapes the quotes and the backslash only. */
const unescaped = (text: string): string =>
  text.replace(/\\([^])/g, (whole, sign: string) => {
    if (sign === '\\' || sign === "'" || sign === '"') return sign
    throw new NotConvertible(whole)
  })
