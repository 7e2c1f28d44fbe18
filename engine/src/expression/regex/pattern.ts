import { PatternError } from './program.ts'

/** The parts of a pattern. */
export type Part =
  | { readonly kind: 'char'; readonly test: (char: string) => boolean }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'same'; readonly group: number }
  | { readonly kind: 'group'; readonly group: number | undefined; readonly inner: Part }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Part[] }
  | {
      readonly kind: 'repeat'
      readonly inner: Part
      readonly min: number
      readonly max: number
      readonly lazy: boolean
    }

export interface Flags {
  /** `.` matches line ends too. */
  readonly s: boolean
  /** `^` and `$` match at lines. */
  readonly m: boolean
  readonly i: boolean
  /** White space in the pattern does not count. */
  readonly x: boolean
  /** The pattern is plain text. */
  readonly q: boolean
}

const DEEPEST = 50
const LARGEST_COUNT = 1000
const QUANTIFIER = /(?:([*+?])|\{(\d{1,6})(?:(,)(\d{1,6})?)?\})(\??)/y

/** Reads a pattern by recursive descent; characters are code points. */
export function parsePattern(pattern: string, flags: Flags): { part: Part; groups: number } {
  const chars = [...(flags.x && !flags.q ? withoutSpace(pattern) : pattern)]
  let at = 0
  let groups = 0

  const character = (char: string): Part =>
    flags.i ? charPart(literal(char)) : { kind: 'char', test: (other) => other === char }

  const charPart = (source: string): Part => ({ kind: 'char', test: charTest(source, flags) })

  function choice(depth: number): Part {
    if (depth > DEEPEST) throw new PatternError(`the pattern is nested deeper than ${DEEPEST} levels`)
    const parts = [sequence(depth)]
    while (chars[at] === '|') {
      at++
      parts.push(sequence(depth))
    }
    return parts.length === 1 ? (parts[0] as Part) : { kind: 'choice', parts }
  }

  function sequence(depth: number): Part {
    const parts: Part[] = []
    while (at < chars.length && chars[at] !== '|' && chars[at] !== ')') parts.push(repeated(atom(depth)))
    return { kind: 'sequence', parts }
  }

  function repeated(inner: Part): Part {
    QUANTIFIER.lastIndex = 0
    const match = QUANTIFIER.exec(chars.slice(at, at + 20).join(''))
    if (!match) return inner
    at += match[0].length
    const [, sign, low, comma, high, lazy] = match
    const min = sign === undefined ? Number(low) : sign === '+' ? 1 : 0
    const max = sign === undefined ? (comma ? Number(high ?? Infinity) : min) : sign === '?' ? 1 : Infinity
    if (min > max || min > LARGEST_COUNT || (max > LARGEST_COUNT && max < Infinity)) {
      throw new PatternError(
        `the pattern repeats more than ${LARGEST_COUNT} times, or fewer times at most than at least`,
      )
    }
    return { kind: 'repeat', inner, min, max, lazy: lazy === '?' }
  }

  function atom(depth: number): Part {
    const char = chars[at++] as string
    if (char === '(') return group(depth)
    if (char === '[') return charPart(charClass(depth))
    if (char === '\\') return escaped()
    if (char === '^') return { kind: 'start' }
    if (char === '$') return { kind: 'end' }
    if (char === '.') return charPart(flags.s ? '[\\s\\S]' : '[^\\n\\r]')
    if ('*+?{}])'.includes(char)) throw new PatternError(`the pattern has a ${char} with nothing before it`)
    return character(char)
  }

  function group(depth: number): Part {
    const capturing = !(chars[at] === '?' && chars[at + 1] === ':')
    if (!capturing) at += 2
    else if (chars[at] === '?') throw new PatternError('the pattern has a (? that is no (?:')
    const number = capturing ? ++groups : undefined
    const inner = choice(depth + 1)
    if (chars[at++] !== ')') throw new PatternError('the pattern has a ( that is not closed')
    return { kind: 'group', group: number, inner }
  }

  function escaped(): Part {
    const char = chars[at++]
    if (char === undefined) throw new PatternError('the pattern ends with a backslash')
    if (/[1-9]/.test(char)) {
      if (Number(char) > groups) throw new PatternError(`the pattern has no group ${char} before \\${char}`)
      return { kind: 'same', group: Number(char) }
    }
    return charPart(escapeClass(char))
  }

  /** What an escape stands for, as a class of JavaScript. */
  function escapeClass(char: string): string {
    if (char === 'p' || char === 'P') {
      const end = chars.indexOf('}', at)
      if (chars[at] !== '{' || end < 0) throw new PatternError(`the pattern has a \\${char} without {…}`)
      const name = chars.slice(at + 1, end).join('')
      at = end + 1
      return property(char, name)
    }
    const simple = escapes[char]
    if (simple !== undefined) return simple
    if (/[-\\|.?*+(){}[\]^$]/.test(char)) return literal(char)
    throw new PatternError(`the pattern has an unknown escape \\${char}`)
  }

  /** The rest of `[…]`, with subtraction `[a-z-[aeiou]]`. */
  function charClass(depth: number): string {
    if (depth > DEEPEST) throw new PatternError(`the pattern is nested deeper than ${DEEPEST} levels`)
    const negated = chars[at] === '^'
    if (negated) at++
    let members = ''
    let without = ''
    for (let first = true; chars[at] !== ']' || first; first = false) {
      const char = chars[at++]
      if (char === undefined) throw new PatternError('the pattern has a [ that is not closed')
      if (char === '-' && chars[at] === '[') {
        at++
        without = charClass(depth + 1)
        if (chars[at] !== ']') throw new PatternError('a subtraction must end its class')
        break
      }
      if (char === '[') throw new PatternError('the pattern has a [ inside a class')
      members += char === '\\' ? escapeClass(chars[at++] ?? '') : char === '-' ? dash(first) : literal(char)
    }
    at++
    const all = `[${negated ? '^' : ''}${members}]`
    return without === '' ? all : `[${all}--${without}]`
  }

  /** A dash between two members makes a range; elsewhere it is itself. */
  const dash = (first: boolean): string => (first || chars[at] === ']' ? '\\-' : '-')

  if (flags.q) return { part: { kind: 'sequence', parts: chars.map(character) }, groups: 0 }
  const part = choice(0)
  if (at < chars.length) throw new PatternError('the pattern has a ) without a (')
  return { part, groups }
}

const escapes: Readonly<Record<string, string>> = {
  n: '\\n',
  r: '\\r',
  t: '\\t',
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  s: '[ \\t\\n\\r]',
  S: '[^ \\t\\n\\r]',
  w: '[^\\p{P}\\p{Z}\\p{C}]',
  W: '[\\p{P}\\p{Z}\\p{C}]',
  i: '[\\p{L}_:]',
  I: '[^\\p{L}_:]',
  c: '[\\p{L}\\p{N}\\p{M}_:.\\-]',
  C: '[^\\p{L}\\p{N}\\p{M}_:.\\-]',
}

function property(sign: string, name: string): string {
  if (name.startsWith('Is')) return blocks[name] ? `[${sign === 'P' ? '^' : ''}${blocks[name]}]` : noProperty(name)
  return /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/.test(name)
    ? `\\${sign}{${name}}`
    : noProperty(name)
}

const noProperty = (name: string): never => {
  throw new PatternError(`the pattern has an unknown property ${name}`)
}

/** The Unicode blocks that public services meet. */
const blocks: Readonly<Record<string, string>> = {
  IsBasicLatin: '\\u0000-\\u007f',
  'IsLatin-1Supplement': '\\u0080-\\u00ff',
  'IsLatinExtended-A': '\\u0100-\\u017f',
  'IsLatinExtended-B': '\\u0180-\\u024f',
  IsGreek: '\\u0370-\\u03ff',
  IsGreekandCoptic: '\\u0370-\\u03ff',
  IsCyrillic: '\\u0400-\\u04ff',
  IsHebrew: '\\u0590-\\u05ff',
  IsArabic: '\\u0600-\\u06ff',
  IsHiragana: '\\u3040-\\u309f',
  IsKatakana: '\\u30a0-\\u30ff',
  IsCJKUnifiedIdeographs: '\\u4e00-\\u9fff',
}

/** One character as itself inside a class of JavaScript's `v` mode. */
const literal = (char: string): string => `\\u{${(char.codePointAt(0) as number).toString(16)}}`

const withoutSpace = (pattern: string): string =>
  pattern.replace(/\\[^\s]|\[(?:\\.|[^\]])*\]|[ \t\n\r]/gsu, (m) => (/^\s$/.test(m) ? '' : m))

function charTest(source: string, { i }: Flags): (char: string) => boolean {
  let expression: RegExp
  try {
    // A class only: it looks at one character, so it cannot run away.
    expression = new RegExp(`^${source.startsWith('[') ? source : `[${source}]`}$`, i ? 'vi' : 'v')
  } catch {
    throw new PatternError('the pattern has a class that cannot be read')
  }
  return (char) => expression.test(char)
}
