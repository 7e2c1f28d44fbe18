import { daySeconds } from './civil.ts'
import { add, modulo } from './decimal.ts'
import { plainDigits } from './rounding.ts'
import { FeelObject } from './value.ts'

/** A number of days, hours, minutes and seconds (DMN 1.5, §10.3.2.3.7). */
export class DaysTimeDuration extends FeelObject {
  readonly kind = 'days and time duration'
  readonly seconds: number

  constructor(seconds: number) {
    super()
    this.seconds = seconds + 0
  }

  /** The parts, all with the sign of the whole. */
  get parts(): { days: number; hours: number; minutes: number; seconds: number } {
    const size = Math.abs(this.seconds)
    const sign = this.seconds < 0 ? -1 : 1
    const signed = (n: number): number => n * sign + 0
    return {
      days: signed(Math.floor(size / daySeconds)),
      hours: signed(Math.floor(size / 3600) % 24),
      minutes: signed(Math.floor(size / 60) % 60),
      seconds: signed(modulo(size, 60)),
    }
  }

  override toString(): string {
    const { days, hours, minutes, seconds } = this.parts
    const part = (n: number, unit: string): string => (n === 0 ? '' : `${plainDigits(Math.abs(n))}${unit}`)
    const time = part(hours, 'H') + part(minutes, 'M') + part(seconds, 'S')
    const text = part(days, 'D') + (time && `T${time}`)
    return `${this.seconds < 0 ? '-' : ''}P${text || 'T0S'}`
  }
}

/** A number of years and months (§10.3.2.3.8). */
export class YearsMonthsDuration extends FeelObject {
  readonly kind = 'years and months duration'
  readonly months: number

  constructor(months: number) {
    super()
    this.months = months + 0
  }

  get parts(): { years: number; months: number } {
    return { years: Math.trunc(this.months / 12) + 0, months: (this.months % 12) + 0 }
  }

  override toString(): string {
    const { years, months } = this.parts
    const text = (years ? `${Math.abs(years)}Y` : '') + (months ? `${Math.abs(months)}M` : '')
    return `${this.months < 0 ? '-' : ''}P${text || '0M'}`
  }
}

export type Duration = DaysTimeDuration | YearsMonthsDuration

const MONTHS = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?$/
const DAYS = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d*)?)S)?)?$/

/** `P1Y2M` or `-P1DT2H3M4.5S`; null when it is neither, or larger than can be counted. */
export function parseDuration(text: string): Duration | null {
  if (text.length > 100 || /[PT]$/.test(text)) return null
  const long = MONTHS.exec(text)
  if (long) return long[2] || long[3] ? monthsOf(long) : null
  const short = DAYS.exec(text)
  if (!short) return null
  const n = (i: number): number => Number(short[i] ?? 0)
  const seconds = add(n(2) * daySeconds + n(3) * 3600 + n(4) * 60, n(5))
  return Number.isSafeInteger(Math.floor(seconds)) ? new DaysTimeDuration(short[1] ? -seconds : seconds) : null
}

function monthsOf(match: RegExpExecArray): YearsMonthsDuration | null {
  const count = Number(match[2] ?? 0) * 12 + Number(match[3] ?? 0)
  return Number.isSafeInteger(count) ? new YearsMonthsDuration(match[1] ? -count : count) : null
}
