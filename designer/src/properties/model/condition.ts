/** The simple comparisons that a condition is mostly made of, so that they can be chosen instead of written. */
export const comparisons = ['=', '!=', '>', '>=', '<', '<='] as const
export type Comparison = (typeof comparisons)[number]
export type Literal = string | number | boolean

export interface SimpleCondition {
  /** Path of a variable, e.g. `reception.outcome`. */
  variable: string
  comparison: Comparison
  value: Literal
}

const shape =
  /^([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)\s*(!=|>=|<=|=|>|<)\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false)$/u

/** Reads FEEL, with or without the leading `=`; undefined for anything that is more than one comparison. */
export function readCondition(source: string): SimpleCondition | undefined {
  const found = shape.exec(source.trim().replace(/^=\s*/, ''))
  if (!found) return undefined
  const [, variable = '', comparison, literal = ''] = found
  return { variable, comparison: comparison as Comparison, value: JSON.parse(literal) as Literal }
}

export const writeCondition = ({ variable, comparison, value }: SimpleCondition): string =>
  `=${variable} ${comparison} ${JSON.stringify(value)}`
