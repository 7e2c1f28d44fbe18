import { compileFeel } from '../../expression/feel.ts'
import { longestExpression } from '../../expression/syntax/parse.ts'
import type { RemarkCode } from '../words/codes.ts'
import { Translation } from './feel.ts'
import { NotConvertible } from './node.ts'
import { parseJuel } from './parse.ts'
import { operand, quoted, type Kind, type Kinds, type Said } from './said.ts'
import { partsOf, type Part } from './text.ts'

export type { Kind, Kinds } from './said.ts'

export type Converted =
  /** Without an expression: its own text. */
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'feel'
      readonly feel: string
      readonly result: Kind
      readonly remarks: readonly RemarkCode[]
    }
  /** `part`: what stands in the way. `length`: characters that it would take, where those are more than FEEL may have. */
  | { readonly kind: 'not'; readonly part: string; readonly length?: number }

/**
 * A text with `${…}` or `#{…}` in it as FEEL. What it gives is what JUEL would give, or it is an incident where JUEL would
 * have turned one kind of value into another; it is never another value.
 */
export function juelToFeel(source: string, kinds: Kinds = new Map()): Converted {
  const parts = partsOf(source.trim())
  if (!parts) return { kind: 'not', part: source.trim() }
  if (parts.every(({ kind }) => kind === 'text')) return { kind: 'text', text: source }
  const translation = new Translation(kinds)
  try {
    const said = parts.length === 1 ? saidOf(parts[0]!, translation) : joined(parts, translation)
    const { length } = said.text
    if (length > longestExpression) return { kind: 'not', part: source.trim(), length }
    if (!isSayable(said.text, translation.names)) return { kind: 'not', part: source.trim() }
    return { kind: 'feel', feel: said.text, result: said.kind, remarks: [...translation.remarks] }
  } catch (error) {
    if (!(error instanceof NotConvertible)) throw error
    return { kind: 'not', part: error.part }
  }
}

const saidOf = (part: Part, translation: Translation): Said =>
  part.kind === 'text'
    ? { text: quoted(part.text), kind: 'string', binding: 'atom' }
    : translation.say(parseJuel(part.source))

/** A text put together of parts: only of those whose kind is certain, since each kind is written in its own way. */
function joined(parts: readonly Part[], translation: Translation): Said {
  const texts = parts.map((part) => {
    const said = saidOf(part, translation)
    if (said.kind === 'string') return operand(said, 'product')
    if (said.kind === 'whole' || said.kind === 'boolean') return `string(${said.text})`
    throw new NotConvertible(part.kind === 'text' ? part.text : part.source.trim())
  })
  return { text: texts.join(' + '), kind: 'string', binding: 'sum' }
}

/** Names that FEEL takes for its own words cannot be said in it. */
function isSayable(feel: string, names: ReadonlySet<string>): boolean {
  const compiled = compileFeel(feel)
  if (!compiled.ok) return false
  const read = new Set(compiled.expression.names)
  return [...names].every((name) => read.has(name))
}
