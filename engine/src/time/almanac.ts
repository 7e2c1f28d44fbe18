/**
 * The almanac: the named calendars and the register of limits, one document with a revision. It is data of the store, not
 * of the program: loading a year, adding a local rest day or a new version of a limit makes a new revision.
 */
import type { CalendarYear, Session, WorkingCalendar } from './calendar.ts'
import { yearOf, tryDayNumber } from './day.ts'
import { minutesOf } from './hours.ts'
import { ruleProblem, type LimitRule } from './rules.ts'

/** A calendar as it is kept: its own years, and the calendar whose years it adds to. */
export interface CalendarDefinition {
  readonly code: string
  readonly name: string
  readonly zone: string
  /** Code of the calendar that it is derived from; its own days then come on top. */
  readonly base?: string
  readonly hours?: readonly Session[]
  readonly years: Readonly<Record<string, CalendarYear>>
}

export interface AlmanacDocument {
  readonly revision: number
  readonly calendars: readonly CalendarDefinition[]
  readonly rules: readonly LimitRule[]
}

/** The almanac at work: calendars with everything that they inherit, rules by id with their versions in order. */
export interface Almanac {
  readonly revision: number
  readonly calendars: ReadonlyMap<string, WorkingCalendar>
  readonly rules: ReadonlyMap<string, readonly LimitRule[]>
}

/** The calendar that everything counts on where nothing else is said. */
export const nationalCalendar = 'CN'

export const definitionOf = ({ code, zone, years, hours }: WorkingCalendar, name: string): CalendarDefinition => ({
  code,
  name,
  zone,
  years,
  ...(hours ? { hours } : {}),
})

/** Calendars that did not change are the same objects as in `before`, so that what was computed for them stays known. */
export function almanacOf(document: AlmanacDocument, before?: Almanac): Almanac {
  const byCode = new Map(document.calendars.map((each) => [each.code, each]))
  const calendars = new Map<string, WorkingCalendar>()
  for (const code of byCode.keys()) {
    const resolved = resolve(code, byCode)
    const known = before?.calendars.get(code)
    calendars.set(code, known && same(known, resolved) ? known : resolved)
  }
  const rules = new Map<string, LimitRule[]>()
  for (const rule of document.rules.toSorted((a, b) => a.version - b.version))
    rules.set(rule.id, [...(rules.get(rule.id) ?? []), rule])
  return { revision: document.revision, calendars, rules }
}

const same = (a: WorkingCalendar, b: WorkingCalendar): boolean => JSON.stringify(a) === JSON.stringify(b)

function resolve(code: string, all: ReadonlyMap<string, CalendarDefinition>): WorkingCalendar {
  const { zone, base, hours, years } = all.get(code)!
  const own: WorkingCalendar = { code, zone, years, ...(hours ? { hours } : {}) }
  if (base === undefined) return own
  const parent = resolve(base, all)
  const merged: Record<number, CalendarYear> = { ...parent.years }
  for (const [year, local] of Object.entries(years)) merged[Number(year)] = together(merged[Number(year)], local)
  const office = hours ?? parent.hours
  return { code, zone, years: merged, ...(office ? { hours: office } : {}) }
}

/** Local days win over those of the calendar they are added to. */
function together(base: CalendarYear | undefined, local: CalendarYear): CalendarYear {
  const off = [...(base?.off ?? []).filter((day) => !local.work.includes(day)), ...local.off]
  const work = [...(base?.work ?? []).filter((day) => !local.off.includes(day)), ...local.work]
  const half = [...(base?.half ?? []), ...(local.half ?? [])]
  return {
    off: [...new Set(off)].toSorted(),
    work: [...new Set(work)].toSorted(),
    ...(half.length > 0 ? { half } : {}),
    source: [base?.source, local.source].filter(Boolean).join('；'),
    ...(base === undefined || base.provisional ? { provisional: true as const } : {}),
  }
}

/** What is wrong with a document, in words: all of it. */
export function almanacProblems({ calendars, rules }: AlmanacDocument): string[] {
  const codes = new Set(calendars.map(({ code }) => code))
  const problems = calendars.flatMap((calendar) => calendarProblems(calendar, calendars))
  if (codes.size < calendars.length) problems.push('Expected each code of a calendar once, but one is there twice')
  if (!codes.has(nationalCalendar)) problems.push(`Expected the calendar ${nationalCalendar}, but it is not there`)
  for (const rule of rules) problems.push(...[ruleProblem(rule, codes) ?? []].flat())
  return problems
}

function calendarProblems(calendar: CalendarDefinition, all: readonly CalendarDefinition[]): string[] {
  const { code, name, base, hours, years } = calendar
  const problems: string[] = []
  if (!/^[A-Z][A-Z0-9-]{1,19}$/.test(code))
    problems.push(`Expected the code of a calendar to be capital letters, digits and -, but got ${code}`)
  if (name.trim() === '') problems.push(`Expected a name of calendar ${code}, but there is none`)
  const seen = new Set([code])
  for (let at = base; at !== undefined; at = all.find((each) => each.code === at)?.base) {
    if (seen.has(at) || !all.some((each) => each.code === at)) {
      problems.push(`Expected calendar ${code} to be derived from another one, but it leads to ${at}`)
      break
    }
    seen.add(at)
  }
  for (const [year, data] of Object.entries(years)) problems.push(...yearProblems(code, Number(year), data))
  if (hours) problems.push(...hourProblems(code, hours))
  return problems
}

function yearProblems(code: string, year: number, { off, work, half = [] }: CalendarYear): string[] {
  const days = [...off, ...work, ...half.map(({ day }) => day)]
  const wrong = days.find((day) => Number.isNaN(tryDayNumber(day)) || yearOf(tryDayNumber(day)) !== year)
  if (wrong !== undefined) return [`Expected days of ${year} in calendar ${code}, but got ${wrong}`]
  const both = off.find((day) => work.includes(day))
  return both === undefined ? [] : [`Expected ${both} of calendar ${code} to be off or worked, but it is both`]
}

function hourProblems(code: string, hours: readonly Session[]): string[] {
  let last = -1
  for (const { from, to } of hours) {
    const [begin, end] = [minutesOf(from), minutesOf(to)]
    if (!(begin > last && end > begin))
      return [`Expected office hours of ${code} in order, HH:MM to HH:MM, but got ${from} to ${to}`]
    last = end
  }
  return hours.length === 0 ? [`Expected office hours of ${code}, but there are none`] : []
}

/** Codes of the calendars that count differently in the two. */
export function changedCalendars(before: Almanac, after: Almanac): string[] {
  return [...after.calendars].flatMap(([code, calendar]) => (before.calendars.get(code) === calendar ? [] : [code]))
}

/** The calendar that a limit counts on: the one it names, else the case's own. */
export function calendarFor(
  { calendar }: { readonly calendar?: string },
  moment: { readonly calendar: WorkingCalendar; readonly almanac?: Almanac },
): WorkingCalendar {
  if (calendar === undefined || calendar === moment.calendar.code) return moment.calendar
  return moment.almanac?.calendars.get(calendar) ?? moment.calendar
}
