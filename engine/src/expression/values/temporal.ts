import { daySeconds, civilOf, daysInMonth, epochDay, twoDigits, yearText } from './civil.ts'
import { add, modulo, subtract } from './decimal.ts'
import { plainDigits } from './rounding.ts'
import { FeelObject } from './value.ts'
import { offsetAt, parseZone, zoneText, type Zone } from './zone.ts'

/** A day of the calendar (DMN 1.5, §10.3.2.3.5). */
export class FeelDate extends FeelObject {
  readonly kind = 'date'
  readonly year: number
  readonly month: number
  readonly day: number

  constructor(year: number, month: number, day: number) {
    super()
    this.year = year
    this.month = month
    this.day = day
  }

  /** Days since 1970-01-01. */
  get epoch(): number {
    return epochDay(this.year, this.month, this.day)
  }

  override toString(): string {
    return `${yearText(this.year)}-${twoDigits(this.month)}-${twoDigits(this.day)}`
  }
}

/** A time of day, local or with a zone (§10.3.2.3.4). */
export class FeelTime extends FeelObject {
  readonly kind = 'time'
  /** Seconds since midnight, with up to nine decimals. */
  readonly seconds: number
  readonly zone: Zone

  constructor(seconds: number, zone: Zone = null) {
    super()
    this.seconds = seconds
    this.zone = zone
  }

  get hour(): number {
    return Math.floor(this.seconds / 3600)
  }
  get minute(): number {
    return Math.floor(this.seconds / 60) % 60
  }
  get second(): number {
    return modulo(this.seconds, 60)
  }

  override toString(): string {
    const [whole = '', fraction] = plainDigits(this.second).split('.')
    const second = whole.padStart(2, '0') + (fraction ? `.${fraction}` : '')
    return `${twoDigits(this.hour)}:${twoDigits(this.minute)}:${second}${zoneText(this.zone)}`
  }
}

/** A day and a time of it (§10.3.2.3.6). */
export class FeelDateTime extends FeelObject {
  readonly kind = 'date and time'
  readonly date: FeelDate
  readonly time: FeelTime

  constructor(date: FeelDate, time: FeelTime) {
    super()
    this.date = date
    this.time = time
  }

  /** Seconds since 1970-01-01T00:00:00Z, with `local` for a time without a zone. */
  instant(local: string): number {
    const seconds = this.localSeconds
    return subtract(seconds, offsetAt(this.time.zone ?? local, Math.floor(seconds)))
  }

  /** Seconds since 1970 as the clock on the wall counts them. */
  get localSeconds(): number {
    return add(this.date.epoch * daySeconds, this.time.seconds)
  }

  override toString(): string {
    return `${this.date.toString()}T${this.time.toString()}`
  }
}

const LAST_YEAR = 999_999_999
const DATE = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d{2})-(\d{2})$/
const TIME = /^(\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)(|[Zz]|[+-]\d{2}:\d{2}(?::\d{2})?|@.+)$/

/** The date with these parts; null when the calendar has none. */
export function dateOf(year: number, month: number, day: number): FeelDate | null {
  const whole = Number.isInteger(year) && Number.isInteger(month) && Number.isInteger(day)
  if (!whole || Math.abs(year) > LAST_YEAR || month < 1 || month > 12) return null
  return day >= 1 && day <= daysInMonth(year, month) ? new FeelDate(year, month, day) : null
}

/** The date so many days after 1970-01-01; null beyond the years of FEEL. */
export function dateAt(epoch: number): FeelDate | null {
  const { year, month, day } = civilOf(epoch)
  return dateOf(year, month, day)
}

export function timeOf(hour: number, minute: number, second: number, zone: Zone): FeelTime | null {
  if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60)) return null
  if (!Number.isInteger(hour) || !Number.isInteger(minute)) return null
  return new FeelTime(add(hour * 3600 + minute * 60, second), zone)
}

export function parseDate(text: string): FeelDate | null {
  const match = DATE.exec(text)
  if (!match) return null
  const year = Number(match[2])
  return dateOf(match[1] === '-' ? -year + 0 : year, Number(match[3]), Number(match[4]))
}

export function parseTime(text: string): FeelTime | null {
  const match = TIME.exec(text)
  const zone = match ? parseZone(match[4] ?? '') : undefined
  if (!match || zone === undefined) return null
  const second = Number((match[3] as string).slice(0, 12))
  // The end of the day is midnight (ISO 8601, 5.3.2).
  if (match[1] === '24' && Number(match[2]) === 0 && second === 0) return new FeelTime(0, zone)
  return timeOf(Number(match[1]), Number(match[2]), second, zone)
}

/** `2026-04-27T09:00:00+08:00`; a date alone is its midnight, 24:00:00 that of the next day. */
export function parseDateTime(text: string): FeelDateTime | null {
  const at = text.indexOf('T')
  const date = parseDate(at < 0 ? text : text.slice(0, at))
  const time = at < 0 ? new FeelTime(0) : parseTime(text.slice(at + 1))
  const day = date && text.startsWith('24', at + 1) ? dateAt(date.epoch + 1) : date
  return day && time && new FeelDateTime(day, time)
}

/** The instant, as the clock of the zone shows it. */
export function dateTimeAt(localSeconds: number, zone: Zone): FeelDateTime | null {
  const day = Math.floor(localSeconds / daySeconds)
  const date = dateAt(day)
  return date && new FeelDateTime(date, new FeelTime(subtract(localSeconds, day * daySeconds), zone))
}
