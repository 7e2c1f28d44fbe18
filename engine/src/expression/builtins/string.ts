import type { Run } from '../run.ts'
import { textOf } from '../values/text.ts'
import { kindOf, type FeelValue } from '../values/value.ts'
import { takes, type BuiltIn, type Family } from './signature.ts'

/** Accounts for a text that a function makes. */
function made(text: string, run: Run): string {
  run.spend(1 + (text.length >> 5))
  run.makeText(text.length)
  return text
}

const test =
  (holds: (text: string, match: string) => boolean): BuiltIn =>
  ([text, match]: [string, string], run) => {
    run.spend((text.length + match.length) >> 5)
    return holds(text, match)
  }

const changed =
  (change: (text: string) => string): BuiltIn =>
  ([text]: [string], run) =>
    made(change(text), run)

/** Positions count characters, not UTF-16 units, from 1 or, negative, from the end. */
function substring(text: string, start: number, length: number | null, run: Run): FeelValue {
  if (start === 0 || (length !== null && length < 1)) return run.warn('wrong-arguments', 'there is no such position')
  run.makeItems(text.length)
  const chars = [...text]
  const from = Math.trunc(start > 0 ? start - 1 : chars.length + start)
  if (from < 0 || from >= chars.length) {
    return run.warn('wrong-arguments', `there is no position ${start}`)
  }
  return made(chars.slice(from, length === null ? undefined : from + Math.trunc(length)).join(''), run)
}

function join(list: readonly FeelValue[], delimiter: string, run: Run): FeelValue {
  run.spend(list.length)
  const odd = list.find((item) => item !== null && typeof item !== 'string')
  if (odd !== undefined) return run.warn('wrong-arguments', `the list has a ${kindOf(odd)}`)
  const texts = list.filter((item) => item !== null) as string[]
  // Before it is built: a long delimiter between many items.
  run.makeText(texts.reduce((sum, text) => sum + text.length + delimiter.length, 0))
  return texts.join(delimiter)
}

function countOf(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** String functions (DMN 1.5, §10.3.4.3), but for those with patterns. */
export const stringFunctions: Family = {
  substring: [
    takes('string: string, start position: number, length?: number', ([text, start, length], run) =>
      substring(text, start, length, run),
    ),
  ],
  'string length': [
    takes('string: string', ([text]: [string], run) => {
      run.spend(text.length >> 5)
      return countOf(text)
    }),
  ],
  'upper case': [
    takes(
      'string: string',
      changed((text) => text.toUpperCase()),
    ),
  ],
  'lower case': [
    takes(
      'string: string',
      changed((text) => text.toLowerCase()),
    ),
  ],
  trim: [
    takes(
      'string: string',
      changed((text) => text.trim()),
    ),
  ],
  'substring before': [
    takes('string: string, match: string', ([text, match]: [string, string], run) =>
      made(text.slice(0, Math.max(text.indexOf(match), 0)), run),
    ),
  ],
  'substring after': [
    takes('string: string, match: string', ([text, match]: [string, string], run) => {
      const at = text.indexOf(match)
      return made(at < 0 ? '' : text.slice(at + match.length), run)
    }),
  ],
  contains: [
    takes(
      'string: string, match: string',
      test((text, match) => text.includes(match)),
    ),
  ],
  'starts with': [
    takes(
      'string: string, match: string',
      test((text, match) => text.startsWith(match)),
    ),
  ],
  'ends with': [
    takes(
      'string: string, match: string',
      test((text, match) => text.endsWith(match)),
    ),
  ],
  'string join': [
    takes('list: list, delimiter?: string', ([list, delimiter], run) => join(list, delimiter ?? '', run)),
  ],
  string: [takes('from: any', ([from]: [FeelValue], run) => (from === null ? null : made(textOf(from, run), run)))],
}
