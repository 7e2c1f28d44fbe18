/** A text of these engines in its parts: `Order ${id} of ${name}`. */
export type Part = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'juel'; readonly source: string }

/** Splits at `${…}` and `#{…}`; undefined when a brace is not closed or escaped. */
export function partsOf(text: string): readonly Part[] | undefined {
  // An escaped sign is meant as it stands, which no text here can tell from an expression.
  if (/\\[$#]\{/.test(text)) return undefined
  const parts: Part[] = []
  let from = 0
  for (;;) {
    const open = /[$#]\{/g
    open.lastIndex = from
    const begin = open.exec(text)?.index
    if (begin === undefined) break
    const end = closing(text, begin + 2)
    if (end === undefined) return undefined
    if (begin > from) parts.push({ kind: 'text', text: text.slice(from, begin) })
    parts.push({ kind: 'juel', source: text.slice(begin + 2, end) })
    from = end + 1
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}

/** The brace that ends the expression; braces in quotes do not. */
function closing(text: string, from: number): number | undefined {
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const sign = text[at]!
    if (sign === '\\') at++
    else if (quote !== '') quote = sign === quote ? '' : quote
    else if (sign === "'" || sign === '"') quote = sign
    else if (sign === '{') return undefined
    else if (sign === '}') return at
  }
  return undefined
}
