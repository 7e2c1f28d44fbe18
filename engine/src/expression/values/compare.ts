import type { Run } from '../run.ts'
import { DaysTimeDuration, YearsMonthsDuration } from './duration.ts'
import { FeelRange } from './range.ts'
import { FeelDate, FeelDateTime, FeelTime } from './temporal.ts'
import { FeelObject, isContext, isList, type FeelContext, type FeelValue } from './value.ts'
import { offsetAt, zoneCost } from './zone.ts'

/**
 * Whether two values are equal (DMN 1.5, table 53); null where they are of different kinds and so have no answer. Null
 * equals null only. Fractions of a second below one millisecond do not count.
 */
export function equals(a: FeelValue, b: FeelValue, run: Run): boolean | null {
  if (a === b) return true
  if (a === null || b === null) return false
  if (typeof a !== 'object' || typeof b !== 'object') return typeof a === typeof b ? false : null
  run.spend(2)
  if (isList(a)) return isList(b) ? sameItems(a, b, run) : null
  if (a instanceof FeelRange) return b instanceof FeelRange ? sameRange(a, b, run) : null
  if (a instanceof FeelObject) return sameObject(a, b, run)
  return isContext(b) ? sameEntries(a as FeelContext, b, run) : null
}

function sameObject(a: FeelObject, b: FeelValue, run: Run): boolean | null {
  if (a instanceof FeelDate && b instanceof FeelDate) {
    return a.year === b.year && a.month === b.month && a.day === b.day
  }
  const order = compare(a, b, run)
  return order === null ? null : order === 0
}

function sameItems(a: readonly FeelValue[], b: readonly FeelValue[], run: Run): boolean | null {
  if (a.length !== b.length) return false
  return nested(run, () => a.every((item, i) => equals(item, b[i] as FeelValue, run) === true))
}

function sameEntries(a: FeelContext, b: FeelContext, run: Run): boolean | null {
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return nested(run, () =>
    keys.every((key) => Object.hasOwn(b, key) && equals(a[key] as FeelValue, b[key] as FeelValue, run) === true),
  )
}

function nested(run: Run, same: () => boolean): boolean {
  run.enter(1)
  const result = same()
  run.leave(1)
  return result
}

function sameRange(a: FeelRange, b: FeelRange, run: Run): boolean {
  if (a.unary !== b.unary || a.startIncluded !== b.startIncluded || a.endIncluded !== b.endIncluded) return false
  return sameEnd(a.start, b.start, run) && sameEnd(a.end, b.end, run)
}

const sameEnd = (a: FeelValue | undefined, b: FeelValue | undefined, run: Run): boolean =>
  a === undefined || b === undefined ? a === b : equals(a, b, run) === true

/** Less than 0, 0 or more than 0; null where the values have no order (table 54). */
export function compare(a: FeelValue, b: FeelValue, run: Run): number | null {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : compareText(a, b)
  if (a instanceof FeelDate && b instanceof FeelDate) return a.epoch - b.epoch
  if (a instanceof FeelDateTime || b instanceof FeelDateTime) return compareInstants(a, b, run)
  if (a instanceof FeelTime && b instanceof FeelTime) return compareTimes(a, b, run)
  if (a instanceof DaysTimeDuration && b instanceof DaysTimeDuration) return a.seconds - b.seconds
  if (a instanceof YearsMonthsDuration && b instanceof YearsMonthsDuration) return a.months - b.months
  return null
}

/** Strings are ordered by their code points, not by UTF-16 units. */
function compareText(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x === y) continue
    const surrogates = x >= 0xd800 && y >= 0xd800
    return surrogates ? (a.codePointAt(i) as number) - (b.codePointAt(i) as number) : x - y
  }
  return a.length - b.length
}

/** Where only one side has a zone, the run's own zone is the other's; without one they have no order. */
function compareInstants(a: FeelValue, b: FeelValue, run: Run): number | null {
  const x = asDateTime(a, run)
  const y = asDateTime(b, run)
  if (!x || !y) return null
  if (x.time.zone === y.time.zone) return milliseconds(x.localSeconds) - milliseconds(y.localSeconds)
  const zone = zoneFor(x.time, y.time, run)
  return zone === null ? null : milliseconds(x.instant(zone)) - milliseconds(y.instant(zone))
}

function compareTimes(a: FeelTime, b: FeelTime, run: Run): number | null {
  if (a.zone === b.zone) return milliseconds(a.seconds) - milliseconds(b.seconds)
  const zone = zoneFor(a, b, run)
  return zone === null ? null : milliseconds(utcSeconds(a, zone, run)) - milliseconds(utcSeconds(b, zone, run))
}

const milliseconds = (seconds: number): number => Math.floor(seconds * 1000)

/** The zone for the side that has none: `UTC` where both have one, so that it does not matter. */
export function zoneFor(a: FeelTime, b: FeelTime, run: Run): string | null {
  run.spend(zoneCost(a.zone) + zoneCost(b.zone))
  return a.zone !== null && b.zone !== null ? 'UTC' : run.zone
}

/** Seconds of the day at Greenwich, by the offset that is in force on the day of the run. */
export function utcSeconds(time: FeelTime, local: string, run: Run): number {
  return time.seconds - offsetAt(time.zone ?? local, Math.floor(run.moment.at / 1000))
}

/** A date is its midnight: that of the run's zone, of Greenwich where it has none (§10.3.2.3.6). */
export function asDateTime(value: FeelValue, run: Run): FeelDateTime | null {
  if (value instanceof FeelDateTime) return value
  return value instanceof FeelDate ? new FeelDateTime(value, new FeelTime(0, run.zone === null ? 0 : null)) : null
}
