import type { Run } from '../run.ts'
import type { ArithmeticOperator } from '../syntax/node.ts'
import { daySeconds, daysInMonth } from './civil.ts'
import { asDateTime, utcSeconds, zoneFor } from './compare.ts'
import { add, divide, multiply, power, subtract } from './decimal.ts'
import { DaysTimeDuration, YearsMonthsDuration, type Duration } from './duration.ts'
import { dateAt, dateOf, dateTimeAt, FeelDate, FeelDateTime, FeelTime } from './temporal.ts'
import type { FeelValue } from './value.ts'
import { offsetAt, offsetAtInstant, zoneCost } from './zone.ts'

type Instant = FeelDate | FeelDateTime | FeelTime

const isDuration = (value: FeelValue): value is Duration =>
  value instanceof DaysTimeDuration || value instanceof YearsMonthsDuration
const isInstant = (value: FeelValue): value is Instant =>
  value instanceof FeelDate || value instanceof FeelDateTime || value instanceof FeelTime

/** The result (DMN 1.5, tables 56 to 60), or null where the operation is not defined for the operands or has none. */
export function calculate(operator: ArithmeticOperator, a: FeelValue, b: FeelValue, run: Run): FeelValue {
  if (typeof a === 'number' && typeof b === 'number') return finite(onNumbers(operator, a, b))
  switch (operator) {
    case '+':
      return plus(a, b, run)
    case '-':
      return minus(a, b, run)
    case '*':
      return typeof a === 'number' ? times(b, a) : typeof b === 'number' ? times(a, b) : null
    case '/':
      return over(a, b)
    case '**':
      return null
  }
}

const finite = (n: number): number | null => (Number.isFinite(n) ? n + 0 : null)

function onNumbers(operator: ArithmeticOperator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return add(a, b)
    case '-':
      return subtract(a, b)
    case '*':
      return multiply(a, b)
    case '/':
      return b === 0 ? Number.NaN : divide(a, b)
    case '**':
      return power(a, b)
  }
}

function plus(a: FeelValue, b: FeelValue, run: Run): FeelValue {
  if (typeof a === 'string' && typeof b === 'string') {
    run.makeText(a.length + b.length)
    return a + b
  }
  if (a instanceof DaysTimeDuration && b instanceof DaysTimeDuration) return days(add(a.seconds, b.seconds))
  if (a instanceof YearsMonthsDuration && b instanceof YearsMonthsDuration) return months(a.months + b.months)
  if (isInstant(a) && isDuration(b)) return shift(a, b, 1, run)
  return isDuration(a) && isInstant(b) ? shift(b, a, 1, run) : null
}

function minus(a: FeelValue, b: FeelValue, run: Run): FeelValue {
  if (a instanceof DaysTimeDuration && b instanceof DaysTimeDuration) return days(subtract(a.seconds, b.seconds))
  if (a instanceof YearsMonthsDuration && b instanceof YearsMonthsDuration) return months(a.months - b.months)
  if (isInstant(a) && isDuration(b)) return shift(a, b, -1, run)
  if (a instanceof FeelDate && b instanceof FeelDate) return days((a.epoch - b.epoch) * daySeconds)
  if (a instanceof FeelTime && b instanceof FeelTime) {
    if (a.zone === b.zone) return days(subtract(a.seconds, b.seconds))
    const zone = zoneFor(a, b, run)
    return zone === null ? null : days(utcSeconds(a, zone, run) - utcSeconds(b, zone, run))
  }
  const from = asDateTime(b, run)
  const to = asDateTime(a, run)
  return from && to ? between(to, from, run) : null
}

function between(a: FeelDateTime, b: FeelDateTime, run: Run): DaysTimeDuration | null {
  if (a.time.zone === null && b.time.zone === null) return days(subtract(a.localSeconds, b.localSeconds))
  const zone = zoneFor(a.time, b.time, run)
  return zone === null ? null : days(subtract(a.instant(zone), b.instant(zone)))
}

function times(value: FeelValue, factor: number): FeelValue {
  if (value instanceof DaysTimeDuration) return days(multiply(value.seconds, factor))
  return value instanceof YearsMonthsDuration ? months(Math.trunc(multiply(value.months, factor))) : null
}

function over(a: FeelValue, b: FeelValue): FeelValue {
  if (typeof b === 'number') {
    if (b === 0) return null
    if (a instanceof DaysTimeDuration) return days(divide(a.seconds, b))
    return a instanceof YearsMonthsDuration ? months(Math.trunc(divide(a.months, b))) : null
  }
  if (a instanceof DaysTimeDuration && b instanceof DaysTimeDuration) return ratio(a.seconds, b.seconds)
  return a instanceof YearsMonthsDuration && b instanceof YearsMonthsDuration ? ratio(a.months, b.months) : null
}

const ratio = (a: number, b: number): number | null => (b === 0 ? null : finite(divide(a, b)))

/** A duration cannot be counted beyond whole seconds that a number holds. */
const days = (seconds: number): DaysTimeDuration | null =>
  Number.isSafeInteger(Math.trunc(seconds)) ? new DaysTimeDuration(seconds) : null
const months = (count: number): YearsMonthsDuration | null =>
  Number.isSafeInteger(count) ? new YearsMonthsDuration(count) : null

function shift(value: Instant, duration: Duration, sign: 1 | -1, run: Run): FeelValue {
  if (duration instanceof YearsMonthsDuration) {
    if (value instanceof FeelTime) return null
    const date = shiftMonths(value instanceof FeelDate ? value : value.date, duration.months * sign)
    return value instanceof FeelDate || !date ? date : new FeelDateTime(date, value.time)
  }
  const seconds = duration.seconds * sign
  if (value instanceof FeelDate) return dateAt(value.epoch + Math.floor(divide(seconds, daySeconds)))
  if (value instanceof FeelDateTime) return shiftSeconds(value, seconds, run)
  const rest = add(value.seconds, seconds)
  return new FeelTime(subtract(rest, Math.floor(rest / daySeconds) * daySeconds), value.zone)
}

/** The same day so many months on, or the last of that month. */
export function shiftMonths(date: FeelDate, count: number): FeelDate | null {
  const month = date.year * 12 + date.month - 1 + count
  const year = Math.floor(month / 12)
  const of = month - year * 12 + 1
  return dateOf(year, of, Math.min(date.day, daysInMonth(year, of)))
}

/** In a region the instant moves, so that a change of its clock in between counts. */
function shiftSeconds(value: FeelDateTime, seconds: number, run: Run): FeelDateTime | null {
  const { zone } = value.time
  if (typeof zone !== 'string') return dateTimeAt(add(value.localSeconds, seconds), zone)
  run.spend(2 * zoneCost(zone))
  const before = offsetAt(zone, Math.floor(value.localSeconds))
  const instant = add(subtract(value.localSeconds, before), seconds)
  return dateTimeAt(add(instant, offsetAtInstant(zone, instant)), zone)
}
