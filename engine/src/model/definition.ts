/** The text of a part of a compiled model, for comparison: expressions stand as their source. */
export const definitionText = (part: unknown): string =>
  JSON.stringify(part, (_, value: unknown) => {
    if (typeof value === 'function') return undefined
    const isExpression = typeof value === 'object' && value !== null && 'source' in value && 'evaluate' in value
    return isExpression ? String(value.source) : value
  }) ?? ''

export const sameDefinition = (one: unknown, other: unknown): boolean => definitionText(one) === definitionText(other)
