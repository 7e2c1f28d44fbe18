/** Which characters make a name (DMN 1.5, grammar rules 27–31) and which separate tokens (rules 61, 62). */
const between = (code: number, low: number, high: number): boolean => code >= low && code <= high

export function startsName(code: number): boolean {
  if (code < 128) {
    return between(code, 97, 122) || between(code, 65, 90) || code === 95 || code === 63
  }
  return between(code, 0xc0, 0x2ff) && code !== 0xd7 && code !== 0xf7
    ? true
    : between(code, 0x370, 0x1fff) && code !== 0x37e && !isSpace(code)
      ? true
      : between(code, 0x200c, 0x200d) ||
        between(code, 0x2070, 0x218f) ||
        between(code, 0x2c00, 0x2fef) ||
        between(code, 0x3001, 0xdfff) ||
        between(code, 0xf900, 0xfdcf) ||
        (between(code, 0xfdf0, 0xfffd) && code !== 0xfeff)
}

export const isDigit = (code: number): boolean => code >= 48 && code <= 57

export const continuesName = (code: number): boolean =>
  startsName(code) || isDigit(code) || code === 0xb7 || between(code, 0x300, 0x36f) || between(code, 0x203f, 0x2040)

/** Spaces and line ends alike. */
export function isSpace(code: number): boolean {
  if (code < 128) return between(code, 9, 13) || code === 32
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    code === 0x180e ||
    between(code, 0x2000, 0x200b) ||
    between(code, 0x2028, 0x2029) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  )
}

/** The characters that a name may have beside letters and digits: `a-b`, `x/y`. */
export const isNameSymbol = (code: number): boolean =>
  code === 46 || code === 47 || code === 45 || code === 39 || code === 43 || code === 42 || code === 94

/** The end of the name part that begins at `from`; `from` itself when none does. */
export function endOfWord(source: string, from: number): number {
  if (!startsName(source.charCodeAt(from))) return from
  let end = from + 1
  while (end < source.length && continuesName(source.charCodeAt(end))) end++
  return end
}

/** The end of white space and comments that begin at `from`. */
export function endOfSpace(source: string, from: number): number {
  let at = from
  for (;;) {
    const code = source.charCodeAt(at)
    if (isSpace(code)) at++
    else if (code === 47 && source.charCodeAt(at + 1) === 47) {
      const end = source.indexOf('\n', at)
      at = end < 0 ? source.length : end
    } else if (code === 47 && source.charCodeAt(at + 1) === 42) {
      const end = source.indexOf('*/', at + 2)
      if (end < 0) return at
      at = end + 2
    } else return at
  }
}
