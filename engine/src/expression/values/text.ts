import type { Run } from '../run.ts'
import { plainDigits } from './rounding.ts'
import { FeelRange } from './range.ts'
import { FeelObject, isList, type FeelContext, type FeelValue } from './value.ts'

const PLAIN_KEY = /^[\p{L}_][\p{L}\p{N}_]*$/u

/** A value as text that reads back as it (DMN 1.5, §10.3.4.1, `string`); a string alone is itself. */
export function textOf(value: FeelValue, run: Run): string {
  return typeof value === 'string' ? value : inside(value, run)
}

function inside(value: FeelValue, run: Run): string {
  run.spend(1)
  if (value === null) return 'null'
  if (typeof value === 'number') return plainDigits(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return quoted(value, run)
  run.enter(1)
  const text = compound(value, run)
  run.leave(1)
  run.makeText(text.length)
  return text
}

function compound(value: FeelObject | readonly FeelValue[] | FeelContext, run: Run): string {
  if (isList(value)) return `[${value.map((item) => inside(item, run)).join(', ')}]`
  if (value instanceof FeelRange) return rangeText(value, run)
  if (value instanceof FeelObject) return value.toString()
  const entries = Object.entries(value as FeelContext)
  return `{${entries.map(([key, entry]) => `${keyText(key, run)}: ${inside(entry, run)}`).join(', ')}}`
}

function rangeText({ unary, start, end, startIncluded, endIncluded }: FeelRange, run: Run): string {
  const text = (limit: FeelValue | undefined): string => {
    if (limit === undefined) return ''
    return limit instanceof FeelObject ? `@"${limit.toString()}"` : inside(limit, run)
  }
  if (unary) return `${unary} ${text(start ?? end)}`
  return `${startIncluded ? '[' : '('}${text(start)}..${text(end)}${endIncluded ? ']' : ')'}`
}

const keyText = (key: string, run: Run): string => (PLAIN_KEY.test(key) ? key : quoted(key, run))

function quoted(text: string, run: Run): string {
  run.makeText(text.length)
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
