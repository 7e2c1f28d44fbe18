import type { Run } from '../run.ts'
import { DaysTimeDuration, parseDuration, YearsMonthsDuration } from '../values/duration.ts'
import {
  dateOf,
  FeelDate,
  FeelDateTime,
  FeelTime,
  parseDate,
  parseDateTime,
  parseTime,
  timeOf,
} from '../values/temporal.ts'
import type { FeelValue } from '../values/value.ts'
import { takes, type Family } from './signature.ts'

/** A null of a parser becomes a note. */
const known = (value: FeelValue, what: string, text: unknown, run: Run): FeelValue =>
  value ?? run.warn('wrong-arguments', `${JSON.stringify(text)} is no ${what}`)

const NUMBER = /^-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/

function numberOf(text: string, grouping: string | null, decimal: string | null, run: Run): FeelValue {
  const wrong = (grouping !== null && !/^[ .,]$/.test(grouping)) || (decimal !== null && !/^[.,]$/.test(decimal))
  if (wrong || (grouping !== null && grouping === decimal)) return run.warn('wrong-arguments', 'unknown separators')
  run.spend(text.length >> 3)
  const whole = grouping === null ? text : text.replaceAll(grouping, '')
  const plain = decimal === ',' ? whole.replace(',', '.') : whole
  const mixed = decimal === ',' && whole.includes('.')
  const value = mixed || !NUMBER.test(plain) ? Number.NaN : Number(plain)
  return Number.isFinite(value)
    ? value
    : run.warn('wrong-arguments', `${JSON.stringify(text.slice(0, 40))} is no number`)
}

/** Whole years and months from one day to another, cut towards zero. */
function monthsBetween(from: FeelDate, to: FeelDate): number {
  if (to.epoch < from.epoch) return -monthsBetween(to, from)
  const months = (to.year - from.year) * 12 + to.month - from.month
  return to.day < from.day ? months - 1 : months
}

const dayOf = (value: FeelDate | FeelDateTime): FeelDate => (value instanceof FeelDate ? value : value.date)

/** The date and time, whose fractions do not count; a date alone is its midnight. */
function timeFrom(value: FeelTime | FeelDateTime | FeelDate): FeelTime {
  if (value instanceof FeelTime) return value
  return value instanceof FeelDateTime ? value.time : new FeelTime(0, 0)
}

const offsetOf = (offset: DaysTimeDuration | null): number | null => (offset === null ? null : offset.seconds)

/** Conversion functions (DMN 1.5, §10.3.4.1). */
export const conversionFunctions: Family = {
  date: [
    takes('from: string', ([text]: [string], run) => known(parseDate(text), 'date', text, run)),
    takes('from: instant', ([value]: [FeelDate | FeelDateTime]) => dayOf(value)),
    takes('year: number, month: number, day: number', ([year, month, day]: [number, number, number], run) =>
      known(dateOf(year, month, day), 'date', `${year}-${month}-${day}`, run),
    ),
  ],
  'date and time': [
    takes('from: string', ([text]: [string], run) => known(parseDateTime(text), 'date and time', text, run)),
    takes('from: datetime', ([value]) => value),
    takes(
      'date: instant, time: time',
      ([date, time]: [FeelDate | FeelDateTime, FeelTime]) => new FeelDateTime(dayOf(date), time),
    ),
    takes(
      'year: number, month: number, day: number, hour: number, minute: number, second: number, offset?: days',
      ([year, month, day, hour, minute, second, offset], run) => {
        const date = dateOf(year, month, day)
        const time = timeOf(hour, minute, second, offsetOf(offset))
        return known(date && time && new FeelDateTime(date, time), 'date and time', `${year}-${month}-${day}`, run)
      },
    ),
  ],
  time: [
    takes('from: string', ([text]: [string], run) => known(parseTime(text), 'time', text, run)),
    takes('from: time|instant', ([value]) => timeFrom(value)),
    takes('hour: number, minute: number, second: number, offset?: days', ([hour, minute, second, offset], run) =>
      known(timeOf(hour, minute, second, offsetOf(offset)), 'time', `${hour}:${minute}:${second}`, run),
    ),
  ],
  duration: [
    takes('from: string', ([text]: [string], run) => known(parseDuration(text), 'duration', text.slice(0, 40), run)),
    takes('from: duration', ([value]) => value),
  ],
  'years and months duration': [
    takes(
      'from: instant, to: instant',
      ([from, to]: [FeelDate | FeelDateTime, FeelDate | FeelDateTime]) =>
        new YearsMonthsDuration(monthsBetween(dayOf(from), dayOf(to))),
    ),
  ],
  number: [
    takes('from: string, grouping separator?: string, decimal separator?: string', ([text, grouping, decimal], run) =>
      numberOf(text, grouping, decimal, run),
    ),
    takes('from: number', ([value]) => value),
  ],
  not: [takes('negand: boolean', ([value]: [boolean]) => !value)],
}
