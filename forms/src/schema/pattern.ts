const longestPattern = 300

/**
 * Why a pattern cannot be used, or undefined. Refused besides wrong syntax: what makes matching take exponential time,
 * that is a repetition inside a repetition or alternatives inside one, and back references. Bounded small counts are fine.
 */
export function patternTrouble(source: string): string | undefined {
  if (source.length > longestPattern) return `the pattern is longer than ${longestPattern} characters`
  try {
    new RegExp(source)
  } catch (error) {
    return error instanceof Error ? error.message : 'not a regular expression'
  }
  return exponential(source) ? 'a repetition or alternatives inside a repetition may take very long' : undefined
}

/** What may follow a group or a character: `*`, `+`, `{n,}` repeat freely; `{n,m}` repeats freely from ten on. */
const repetition = /^(?:[*+]|\{(\d+)(,)?(\d*)\})/

function exponential(source: string): boolean {
  const open: boolean[] = [false]
  let last = false
  for (let i = 0; i < source.length; i++) {
    const char = source[i]!
    const repeats = repeatsFreely(source.slice(i, i + 12))
    if (repeats) {
      if (last) return true
      open[open.length - 1] = true
      continue
    }
    last = false
    if (char === '\\') {
      if (/[1-9k]/.test(source[i + 1] ?? '')) return true
      i++
    } else if (char === '[') {
      i = endOfClass(source, i)
    } else if (char === '(') {
      open.push(false)
    } else if (char === ')') {
      last = open.pop() ?? false
      if (last) open[open.length - 1] = true
    } else if (char === '|') {
      open[open.length - 1] = true
    }
  }
  return false
}

function repeatsFreely(ahead: string): boolean {
  const found = repetition.exec(ahead)
  if (!found) return false
  if (found[1] === undefined) return true
  return Number(found[2] === undefined ? found[1] : found[3] || Infinity) >= 10
}

function endOfClass(source: string, from: number): number {
  let i = from + 1
  while (i < source.length && source[i] !== ']') i += source[i] === '\\' ? 2 : 1
  return i
}
