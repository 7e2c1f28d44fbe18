import {
  almanacOf,
  isLoaded,
  isWorkingDay,
  type AlmanacDocument,
  type CalendarDefinition,
  type CalendarYear,
  type WorkingCalendar,
} from '@lianban/engine'

/** What a day can be marked as; `none` leaves it to the calendar that it is derived from, or to the weekday. */
export const marks = ['off', 'work', 'morning', 'afternoon', 'none'] as const
export type Mark = (typeof marks)[number]

export interface DayFace {
  readonly day: string
  /** `weekday` and `weekend` are plain; the others are said by a notice or by the calendar itself. */
  readonly kind: 'weekday' | 'weekend' | 'off' | 'work' | 'half'
  /** A derived calendar says it itself, beside the one that it is derived from. */
  readonly own: boolean
}

const emptyYear: CalendarYear = { off: [], work: [], source: '' }
const yearOf = (day: string): string => day.slice(0, 4)

/** The calendar as it would count with this draft. */
export function resolved(document: AlmanacDocument, draft: CalendarDefinition): WorkingCalendar {
  const others = document.calendars.filter(({ code }) => code !== draft.code)
  return almanacOf({ ...document, calendars: [...others, draft] }).calendars.get(draft.code)!
}

export function faceOf(calendar: WorkingCalendar, draft: CalendarDefinition, day: string): DayFace {
  const said = calendar.years[Number(yearOf(day))]
  const own = draft.years[yearOf(day)] ?? emptyYear
  const days = [...own.off, ...own.work, ...(own.half ?? []).map((half) => half.day)]
  const mine = draft.base !== undefined && days.includes(day)
  const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
  const half = said?.half?.some((each) => each.day === day) === true
  if (half) return { day, kind: 'half', own: mine }
  if (isWorkingDay(calendar, day)) return { day, kind: weekend ? 'work' : 'weekday', own: mine }
  return { day, kind: said?.off.includes(day) ? 'off' : 'weekend', own: mine }
}

/** The draft with one day marked; a half day is worked. */
export function marked(draft: CalendarDefinition, day: string, mark: Mark): CalendarDefinition {
  const { off, work, half = [], ...same } = draft.years[yearOf(day)] ?? emptyYear
  const others = (days: readonly string[]): string[] => days.filter((each) => each !== day)
  const halves = half.filter((each) => each.day !== day)
  if (mark === 'morning' || mark === 'afternoon') halves.push({ day, off: mark })
  const year: CalendarYear = {
    ...same,
    off: (mark === 'off' ? [...others(off), day] : others(off)).toSorted(),
    work: (mark === 'work' ? [...others(work), day] : others(work)).toSorted(),
    ...(halves.length > 0 ? { half: halves.toSorted((a, b) => (a.day < b.day ? -1 : 1)) } : {}),
  }
  const { [yearOf(day)]: _, ...years } = draft.years
  const says = year.off.length + year.work.length + halves.length > 0 || draft.base === undefined
  return { ...draft, years: says ? { ...years, [yearOf(day)]: year } : years }
}

export const loaded = (calendar: WorkingCalendar, year: number): boolean => isLoaded(calendar, year)

/** The weeks of a month from Monday on; days of other months are missing. */
export function weeksOf(year: number, month: number): (string | undefined)[][] {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const before = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7
  const two = (n: number): string => String(n).padStart(2, '0')
  const cells: (string | undefined)[] = [
    ...Array.from({ length: before }, () => undefined),
    ...Array.from({ length: days }, (_, index) => `${year}-${two(month)}-${two(index + 1)}`),
  ]
  while (cells.length % 7 > 0) cells.push(undefined)
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** The day so many days away, inside its year. */
export function moved(day: string, by: number): string {
  const to = new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)
  return yearOf(to) === yearOf(day) ? to : day
}
