import type { Run } from '../run.ts'
import { compilePattern } from '../regex/compile.ts'
import { findMatch, type Match } from '../regex/match.ts'
import { PatternError, type Program } from '../regex/program.ts'
import { takes, type Family } from './signature.ts'

/** The last patterns that were compiled: an expression uses the same one over and over. */
const recent = new Map<string, Program>()

function programOf(pattern: string, flags: string, run: Run): Program | null {
  const key = `${flags}/${pattern}`
  const known = recent.get(key)
  if (known) return known
  if (pattern.length > 2000) return run.warn('wrong-arguments', 'the pattern is longer than 2000 characters')
  run.spend(20 + pattern.length)
  try {
    const program = compilePattern(pattern, flags)
    run.spend(program.instructions.length)
    if (recent.size >= 20) recent.clear()
    if (program.instructions.length < 1000) recent.set(key, program)
    return program
  } catch (error) {
    if (error instanceof PatternError) return run.warn('wrong-arguments', error.message)
    throw error
  }
}

function* matchesOf(program: Program, chars: readonly string[], run: Run): Generator<Match> {
  for (let at = 0; at <= chars.length;) {
    const match = findMatch(program, chars, at, (steps) => run.spend(steps))
    if (!match) return
    run.spend(2 + ((match.end - match.start) >> 2))
    yield match
    at = match.end > match.start ? match.end : match.end + 1
  }
}

function charsOf(text: string, run: Run): string[] {
  run.spend(2 * text.length)
  run.makeItems(text.length)
  return [...text]
}

/** Null, and a note, for a pattern that matches nothing at all (FORX0003). */
function forMatches(program: Program | null, use: (program: Program) => string | null, run: Run): string | null {
  if (!program) return null
  if (findMatch(program, [], 0, () => run.spend(1)))
    return run.warn('wrong-arguments', 'the pattern matches the empty string')
  return use(program)
}

function replaceAll(input: string, program: Program, replacement: string, plain: boolean, run: Run): string | null {
  if (!plain && /\\(?![\\$])|(?<!\\)(?:\\\\)*\$(?!\d)/.test(replacement)) {
    return run.warn('wrong-arguments', 'the replacement has a $ without a number or a single \\')
  }
  const chars = charsOf(input, run)
  let result = ''
  let copied = 0
  for (const match of matchesOf(program, chars, run)) {
    const whole = chars.slice(match.start, match.end).join('')
    const put = plain ? replacement : expanded(replacement, [whole, ...match.groups])
    run.makeText(put.length)
    run.spend(4 + (put.length >> 3))
    result += chars.slice(copied, match.start).join('') + put
    copied = match.end
  }
  return result + chars.slice(copied).join('')
}

/** `$1` is what the first group caught, `$0` the whole; more digits count as long as there is such a group. */
function expanded(replacement: string, groups: readonly (string | undefined)[]): string {
  return replacement.replace(/\\([\\$])|\$(\d+)/g, (_all, escaped: string | undefined, digits: string) => {
    if (escaped !== undefined) return escaped
    let count = digits.length
    while (count > 1 && Number(digits.slice(0, count)) >= groups.length) count--
    return (groups[Number(digits.slice(0, count))] ?? '') + digits.slice(count)
  })
}

/** String functions with patterns of XPath (DMN 1.5, §10.3.4.3); the matching is bounded like all else. */
export const patternFunctions: Family = {
  matches: [
    takes(
      'input: string, pattern: string, flags?: string',
      ([input, pattern, flags]: [string, string, string | null], run) => {
        const program = programOf(pattern, flags ?? '', run)
        return program && findMatch(program, charsOf(input, run), 0, (steps) => run.spend(steps)) !== undefined
      },
    ),
  ],
  replace: [
    takes(
      'input: string, pattern: string, replacement: string, flags?: string',
      ([input, pattern, replacement, flags]: [string, string, string, string | null], run) =>
        forMatches(
          programOf(pattern, flags ?? '', run),
          (program) => replaceAll(input, program, replacement, flags?.includes('q') ?? false, run),
          run,
        ),
    ),
  ],
  split: [
    takes('string: string, delimiter: string', ([text, delimiter]: [string, string], run) => {
      const program = programOf(delimiter, '', run)
      if (!program) return null
      const chars = charsOf(text, run)
      const parts: string[] = []
      let copied = 0
      for (const { start, end } of matchesOf(program, chars, run)) {
        if (end === start) continue
        run.makeItems(1)
        parts.push(chars.slice(copied, start).join(''))
        copied = end
      }
      return [...parts, chars.slice(copied).join('')]
    }),
  ],
  extract: [
    takes('input: string, pattern: string', ([input, pattern]: [string, string], run) => {
      const program = programOf(pattern, '', run)
      if (!program) return null
      const chars = charsOf(input, run)
      const found: string[] = []
      for (const { start, end } of matchesOf(program, chars, run)) {
        run.makeItems(1)
        found.push(chars.slice(start, end).join(''))
      }
      return found
    }),
  ],
}
