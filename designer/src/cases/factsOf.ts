export interface Fact {
  /** Dotted key in the case's data. */
  key: string
  words: string
}

/** Plain values of a case's data by their keys, for data that no form labels. */
export function factsOf(data: unknown, prefix = ''): Fact[] {
  if (data === null || data === undefined || data === '') return []
  if (Array.isArray(data)) {
    const plain = data.every((item) => typeof item !== 'object')
    if (plain) return data.length > 0 ? [{ key: prefix, words: data.join('、') }] : []
    return data.flatMap((item, i) => factsOf(item, `${prefix}[${i + 1}]`))
  }
  if (typeof data === 'object') {
    return Object.entries(data).flatMap(([key, value]) => factsOf(value, prefix ? `${prefix}.${key}` : key))
  }
  return [{ key: prefix, words: String(data) }]
}
