import type { CalendarYear } from './calendar.ts'
import { isWeekend, tryDayNumber, yearOf } from './day.ts'

export interface ImportedYear {
  readonly year: number
  readonly data: CalendarYear
}

/**
 * A year of a calendar from a file: ours, `{year, off[], work[], source}`, or the shape that holiday lists of the country
 * are shared in, `{year?, papers?[], days: [{name, date, isOffDay}]}`. Words where it is neither.
 */
export function readYear(file: unknown): ImportedYear | { readonly problem: string } {
  const fields = typeof file === 'object' && file !== null ? (file as Record<string, unknown>) : {}
  const read = Array.isArray(fields['days']) ? shared(fields, fields['days']) : own(fields)
  if ('problem' in read) return read
  const { year, data } = read
  const wrong = [...data.off, ...data.work].find((day) => yearOf(tryDayNumber(day)) !== year)
  return wrong === undefined ? read : { problem: `Expected days of ${year}, but got ${wrong}` }
}

const expected =
  'Expected {"year", "off": [days], "work": [days], "source"} or {"days": [{"name", "date", "isOffDay"}]}, but '

function own({ year, off, work, source }: Record<string, unknown>): ImportedYear | { problem: string } {
  if (typeof year !== 'number' || !Number.isInteger(year)) return { problem: `${expected}there is no year` }
  if (!areDays(off) || !areDays(work)) return { problem: `${expected}off or work is no list of days as YYYY-MM-DD` }
  if (typeof source !== 'string' || source.trim() === '')
    return { problem: `${expected}the notice that the days are taken from is missing` }
  return { year, data: { off: off.toSorted(), work: work.toSorted(), source: source.trim() } }
}

/** Such lists name exchanged days of the turn of the year too: only those of the year are taken. */
function shared(fields: Record<string, unknown>, days: readonly unknown[]): ImportedYear | { problem: string } {
  const off: string[] = []
  const work: string[] = []
  for (const day of days) {
    const { date, isOffDay } = (day ?? {}) as Record<string, unknown>
    if (typeof date !== 'string' || Number.isNaN(tryDayNumber(date)) || typeof isOffDay !== 'boolean')
      return { problem: `${expected}a day is ${JSON.stringify(day)?.slice(0, 80)}` }
    if (isOffDay) off.push(date)
    else if (isWeekend(tryDayNumber(date))) work.push(date)
  }
  const given = fields['year']
  const year = typeof given === 'number' ? given : yearOf(tryDayNumber([...off, ...work].toSorted()[0] ?? '1970-01-01'))
  if (off.length === 0) return { problem: `${expected}no day is off` }
  const ofYear = (list: string[]): string[] => list.filter((day) => yearOf(tryDayNumber(day)) === year).toSorted()
  const papers = fields['papers']
  const source = Array.isArray(papers) && typeof papers[0] === 'string' ? papers[0] : `${year}`
  return { year, data: { off: ofYear(off), work: ofYear(work), source } }
}

const areDays = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((day) => typeof day === 'string' && !Number.isNaN(tryDayNumber(day)))
