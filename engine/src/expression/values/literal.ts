import { parseDuration } from './duration.ts'
import { parseDate, parseDateTime, parseTime } from './temporal.ts'
import type { FeelValue } from './value.ts'

/** The value of `@"…"`: a date, a time, both, or a duration (DMN 1.5, rule 62); null when the text is none of these. */
export function parseTemporal(text: string): FeelValue {
  if (/^-?P/.test(text)) return parseDuration(text)
  if (/^-?\d+-\d/.test(text)) return text.includes('T') ? parseDateTime(text) : parseDate(text)
  return parseTime(text)
}
