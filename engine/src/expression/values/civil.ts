/** Days and dates of the proleptic Gregorian calendar for years of up to nine digits: plain integer arithmetic. */

export const daySeconds = 86_400

/** Days since 1970-01-01. */
export function epochDay(year: number, month: number, day: number): number {
  // Years begin in March, so that the leap day is the last.
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function civilOf(epoch: number): { year: number; month: number; day: number } {
  const z = epoch + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

export const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Monday 1 … Sunday 7. */
export const weekdayOf = (epoch: number): number => ((((epoch + 3) % 7) + 7) % 7) + 1

/** The week of ISO 8601: the one that has the Thursday of the day's week. */
export function isoWeek(epoch: number): number {
  const thursday = epoch - weekdayOf(epoch) + 4
  return Math.floor((thursday - epochDay(civilOf(thursday).year, 1, 1)) / 7) + 1
}

export const twoDigits = (n: number): string => (n < 10 ? `0${n}` : `${n}`)

export const yearText = (year: number): string => `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`
