/**
 * A day as an integer: days since 1970-01-01. Inside the arithmetic days are numbers, at its edges `YYYY-MM-DD`.
 * A malformed day is a broken promise of the caller and throws; text that people typed goes through `parseDate` first.
 */
const DAY_MS = 86_400_000
const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/

/** Days come again and again within a year; both ways are looked up before they are computed. */
const mostKnown = 4_096
const numbers = new Map<string, number>()
const texts = new Map<number, string>()

function remembered<K, V>(known: Map<K, V>, key: K, compute: (key: K) => V): V {
  const before = known.get(key)
  if (before !== undefined) return before
  if (known.size >= mostKnown) known.clear()
  const value = compute(key)
  known.set(key, value)
  return value
}

/** The day number, or NaN when the text is not a day of the calendar (2026-02-30). */
export const tryDayNumber = (day: string): number => remembered(numbers, day, parseDay)

function parseDay(day: string): number {
  const match = PATTERN.exec(day)
  if (!match) return Number.NaN
  const number = dayNumberOf(Number(match[1]), Number(match[2]), Number(match[3]))
  return isoDay(number) === day ? number : Number.NaN
}

export function dayNumber(day: string): number {
  const number = tryDayNumber(day)
  if (Number.isNaN(number)) throw new RangeError(`Expected a day as YYYY-MM-DD, but got "${day}"`)
  return number
}

export function dayNumberOf(year: number, month: number, dayOfMonth: number): number {
  return Math.floor(Date.UTC(year, month - 1, dayOfMonth) / DAY_MS)
}

export const isoDay = (number: number): string => remembered(texts, number, writeDay)

const writeDay = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10)

export function yearOf(number: number): number {
  return new Date(number * DAY_MS).getUTCFullYear()
}

/** Saturday or Sunday. 1970-01-01 was a Thursday. */
export function isWeekend(number: number): boolean {
  const weekday = (((number + 4) % 7) + 7) % 7
  return weekday === 0 || weekday === 6
}
