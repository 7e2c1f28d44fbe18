import type { Run } from '../run.ts'
import { compare } from '../values/compare.ts'
import { parseDuration } from '../values/duration.ts'
import { parseTemporal } from '../values/literal.ts'
import { FeelRange } from '../values/range.ts'
import { parseDate, parseDateTime, parseTime } from '../values/temporal.ts'
import { kindOf, type FeelValue } from '../values/value.ts'
import { takes, type Family } from './signature.ts'

const RANGE = /^\s*([[(\]])(.*?)\.\.(.*)([\])[])\s*$/s
const NUMBER = /^-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/
const STRING = /^"([^"\\]*)"$/
const CALL = /^(date and time|date|time|duration)\(\s*"([^"\\]*)"\s*\)$/
const parsers = { 'date and time': parseDateTime, date: parseDate, time: parseTime, duration: parseDuration }

/** An end is a literal, nothing that needs to be evaluated. */
function endOf(text: string): FeelValue {
  if (NUMBER.test(text)) return Number(text)
  const string = STRING.exec(text)
  if (string) return string[1] as string
  if (text.startsWith('@')) return parseTemporal(STRING.exec(text.slice(1))?.[1] ?? '')
  const call = CALL.exec(text)
  return call ? parsers[call[1] as keyof typeof parsers](call[2] as string) : null
}

function rangeOf(text: string, run: Run): FeelValue {
  const match = text.length < 1000 ? RANGE.exec(text) : null
  const start = match ? endOf((match[2] as string).trim()) : null
  const end = match ? endOf((match[3] as string).trim()) : null
  const order = kindOf(start) === kindOf(end) ? compare(start, end, run) : null
  if (!match || order === null || order > 0) return run.warn('wrong-arguments', 'the text is no range')
  return new FeelRange(start, end, match[1] === '[', match[4] === ']')
}

/** `range("[18..21)")` (DMN 1.5, §10.3.4.1). */
export const rangeTextFunctions: Family = {
  range: [takes('from: string', ([text], run) => rangeOf(text, run))],
}
