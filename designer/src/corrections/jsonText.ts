/** What somebody has typed as JSON, or why it is none. */
export type ReadJson =
  { ok: true; value: unknown } | { ok: false; trouble: 'empty' | 'unquoted' | 'malformed' | 'noObject'; fact: string }

export function readJson(text: string): ReadJson {
  if (text.trim() === '') return { ok: false, trouble: 'empty', fact: '' }
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    // The commonest mistake is a plain word; it deserves a plain answer.
    const plain = /^\s*[^\s"{[\d-]/.test(text)
    return { ok: false, trouble: plain ? 'unquoted' : 'malformed', fact: (error as Error).message }
  }
}

/** Variables by name; an empty text is none at all. */
export function readVariables(text: string): { ok: true; value: Record<string, unknown> } | (ReadJson & { ok: false }) {
  if (text.trim() === '') return { ok: true, value: {} }
  const read = readJson(text)
  if (!read.ok) return read
  const { value } = read
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { ok: true, value: value as Record<string, unknown> }
  return { ok: false, trouble: 'noObject', fact: '' }
}

export const jsonText = (value: unknown): string => JSON.stringify(value, null, 2)
