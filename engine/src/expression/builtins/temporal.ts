import type { Run } from '../run.ts'
import { daysInMonth, epochDay, isoWeek, weekdayOf } from '../values/civil.ts'
import { compare, equals } from '../values/compare.ts'
import { FeelDate, FeelDateTime, FeelTime } from '../values/temporal.ts'
import { kindOf, type FeelValue } from '../values/value.ts'
import { takes, type Family } from './signature.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const months = 'January February March April May June July August September October November December'.split(' ')

const ofDay = (compute: (date: FeelDate) => FeelValue) => [
  takes('date: instant', ([value]: [FeelDate | FeelDateTime]) =>
    compute(value instanceof FeelDate ? value : value.date),
  ),
]

/** Whether both are the same in kind and zone too, not only equal (table 83). */
function isSame(a: FeelValue, b: FeelValue, run: Run): boolean {
  if (kindOf(a) !== kindOf(b)) return false
  if (a instanceof FeelTime && b instanceof FeelTime) return a.seconds === b.seconds && a.zone === b.zone
  if (a instanceof FeelDateTime && b instanceof FeelDateTime) {
    return compare(a.date, b.date, run) === 0 && isSame(a.time, b.time, run)
  }
  return equals(a, b, run) === true
}

/** Temporal functions (DMN 1.5, §10.3.4.8 and 10.3.4.11). */
export const temporalFunctions: Family = {
  'day of year': ofDay((date) => date.epoch - epochDay(date.year, 1, 1) + 1),
  'day of week': ofDay((date) => weekdays[weekdayOf(date.epoch) - 1] as string),
  'month of year': ofDay((date) => months[date.month - 1] as string),
  'week of year': ofDay((date) => isoWeek(date.epoch)),
  'last day of month': ofDay((date) => new FeelDate(date.year, date.month, daysInMonth(date.year, date.month))),
  is: [takes('value1: any, value2: any', ([a, b], run) => isSame(a, b, run))],
}
