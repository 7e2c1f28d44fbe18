import type { Moment } from '../expression/expression.ts'
import { Run } from '../expression/run.ts'
import { equals } from '../expression/values/compare.ts'
import { parseDuration } from '../expression/values/duration.ts'
import { parseDate, parseDateTime, parseTime } from '../expression/values/temporal.ts'
import { textOf } from '../expression/values/text.ts'
import { isContext, isList, kindOf, type FeelValue } from '../expression/values/value.ts'

const makers: Readonly<Record<string, (text: string) => FeelValue>> = {
  boolean: (text) => text === 'true' || text === '1',
  date: parseDate,
  time: parseTime,
  dateTime: parseDateTime,
  duration: parseDuration,
  dayTimeDuration: parseDuration,
  yearMonthDuration: parseDuration,
  ...Object.fromEntries(
    ['decimal', 'double', 'float', 'integer', 'int', 'long', 'short'].map((name) => [name, Number]),
  ),
}

/** The FEEL value of a text of a simple type of XML Schema, named without prefix; null when it is not of that type. */
export const feelValue = (type: string, text: string): FeelValue => makers[type]?.(text.trim()) ?? text

/** Numbers that differ by less than this are the same, as in the compatibility kit. */
const tolerance = 1e-8

/** Are two values the same for people who compare results? */
export function agree(expected: FeelValue, actual: FeelValue, moment: Moment): boolean {
  const run = runAt(moment)
  const same = (a: FeelValue | undefined, b: FeelValue | undefined): boolean => {
    if (a === null || a === undefined || b === null || b === undefined) return (a ?? null) === (b ?? null)
    if (typeof a === 'number')
      return typeof b === 'number' && (a === b || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a)))
    if (isList(a)) return isList(b) && a.length === b.length && a.every((item, index) => same(item, b[index]))
    if (!isContext(a)) return kindOf(a) === kindOf(b) && equals(a, b, run) === true
    const names = Object.keys(a)
    const alike = isContext(b) && Object.keys(b).length === names.length
    return alike && names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]))
  }
  return same(expected, actual)
}

/** A value in words, for people. */
export const shown = (value: FeelValue, moment: Moment): string =>
  typeof value === 'string' ? JSON.stringify(value) : textOf(value, runAt(moment))

const runAt = (moment: Moment): Run => new Run({ moment, names: () => undefined, zone: null })
