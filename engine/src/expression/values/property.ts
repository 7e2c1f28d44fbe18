import type { Run } from '../run.ts'
import { weekdayOf } from './civil.ts'
import { DaysTimeDuration, YearsMonthsDuration } from './duration.ts'
import { FeelRange } from './range.ts'
import { FeelDate, FeelDateTime, FeelTime } from './temporal.ts'
import type { FeelValue } from './value.ts'
import { offsetAt, type Zone } from './zone.ts'

type Properties<T> = Readonly<Record<string, (value: T, run: Run) => FeelValue>>

const ofDate: Properties<FeelDate> = {
  year: (date) => date.year,
  month: (date) => date.month,
  day: (date) => date.day,
  weekday: (date) => weekdayOf(date.epoch),
}

const ofTime: Properties<FeelTime> = {
  hour: (time) => time.hour,
  minute: (time) => time.minute,
  second: (time) => time.second,
  timezone: (time) => (typeof time.zone === 'string' ? time.zone : null),
  'time offset': (time, run) => offsetOf(time.zone, Math.floor(run.moment.at / 1000)),
}

const ofDays: Properties<DaysTimeDuration> = {
  days: (duration) => duration.parts.days,
  hours: (duration) => duration.parts.hours,
  minutes: (duration) => duration.parts.minutes,
  seconds: (duration) => duration.parts.seconds,
}

const ofMonths: Properties<YearsMonthsDuration> = {
  years: (duration) => duration.parts.years,
  months: (duration) => duration.parts.months,
}

const ofRange: Properties<FeelRange> = {
  start: (range) => range.start ?? null,
  end: (range) => range.end ?? null,
  'start included': (range) => range.startIncluded,
  'end included': (range) => range.endIncluded,
}

const offsetOf = (zone: Zone, local: number): DaysTimeDuration | null =>
  zone === null ? null : new DaysTimeDuration(offsetAt(zone, local))

/** A property of a value that is no context (DMN 1.5, tables 65 and 66); undefined when it has none of that name. */
export function propertyOf(value: FeelValue, name: string, run: Run): FeelValue | undefined {
  if (value instanceof FeelDateTime) {
    if (name === 'time offset') return offsetOf(value.time.zone, Math.floor(value.localSeconds))
    return read(ofDate, value.date, name, run) ?? read(ofTime, value.time, name, run)
  }
  if (value instanceof FeelDate) return read(ofDate, value, name, run)
  if (value instanceof FeelTime) return read(ofTime, value, name, run)
  if (value instanceof DaysTimeDuration) return read(ofDays, value, name, run)
  if (value instanceof YearsMonthsDuration) return read(ofMonths, value, name, run)
  return value instanceof FeelRange ? read(ofRange, value, name, run) : undefined
}

const read = <T>(properties: Properties<T>, value: T, name: string, run: Run): FeelValue | undefined =>
  Object.hasOwn(properties, name) ? properties[name]?.(value, run) : undefined
