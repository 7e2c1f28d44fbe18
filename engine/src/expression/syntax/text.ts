const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\' }
const UNICODE = /u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})/y

/** The string literal at `from` (DMN 1.5, rules 33 and 64); `to` is -1 when it is not closed on its line. */
export function readString(source: string, from: number): { value: string; to: number } {
  let value = ''
  let at = from + 1
  let copied = at
  while (at < source.length) {
    const char = source.charAt(at)
    if (char === '"') return { value: value + source.slice(copied, at), to: at + 1 }
    if (char === '\n' || char === '\r') break
    if (char === '\\') {
      const escape = readEscape(source, at + 1)
      if (escape) {
        value += source.slice(copied, at) + escape.value
        copied = escape.to
      }
      at = escape?.to ?? at + 1
    } else at++
  }
  return { value: '', to: -1 }
}

/** What stands behind a backslash; a backslash that escapes nothing is itself. */
function readEscape(source: string, at: number): { value: string; to: number } | undefined {
  const simple = escapes[source.charAt(at)]
  if (simple !== undefined) return { value: simple, to: at + 1 }
  UNICODE.lastIndex = at
  const match = UNICODE.exec(source)
  const code = match && Number.parseInt(match[1] ?? (match[2] as string), 16)
  if (!match || code === null || code > 0x10ffff) return undefined
  return { value: String.fromCodePoint(code), to: at + match[0].length }
}
