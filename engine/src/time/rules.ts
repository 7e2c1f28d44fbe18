import type { ClockKind, Extension } from './clock.ts'
import { limitUnits, type LimitUnit } from './measure.ts'
import { tryDayNumber } from './day.ts'

/** One version of a limit of the register: what a law says of a time limit, from one day to another. */
export interface LimitRule {
  readonly id: string
  /** 1 and up; a version never changes once it is saved. */
  readonly version: number
  readonly name: string
  readonly n: number
  readonly unit: LimitUnit
  readonly kind: ClockKind
  /** Law and article. */
  readonly basis: string
  /** First and last day on which a case that is accepted takes it; no last day while it is in force. */
  readonly from: string
  readonly to?: string
  readonly roll?: boolean
  readonly minimum?: true
  readonly calendar?: string
  readonly grounds?: readonly string[]
  readonly extension?: Extension
}

/** The version in force on a day; the newest where several are. */
export function ruleOn(versions: readonly LimitRule[] | undefined, day: string): LimitRule | undefined {
  return versions?.findLast(({ from, to }) => from <= day && (to === undefined || day <= to))
}

/** What is wrong with a rule, in words; undefined when nothing is. */
export function ruleProblem(rule: LimitRule, calendars: ReadonlySet<string>): string | undefined {
  const { id, n, unit, from, to, basis, name, extension, calendar, minimum } = rule
  if (!/^[A-Za-z][\w.-]{0,39}$/.test(id))
    return `Expected the code of a rule to be letters, digits, . _ and -, but got ${id}`
  if (name.trim() === '') return `Expected a name of rule ${id}, but there is none`
  if (basis.trim() === '') return `Expected the law and article of rule ${id}, but there are none`
  if (!limitUnits.includes(unit)) return `Expected the unit to be one of ${limitUnits.join(', ')}, but got ${unit}`
  if (!Number.isInteger(n) || n < 1 || n > 9999) return `Expected 1 to 9999 of the unit, but got ${n}`
  if (Number.isNaN(tryDayNumber(from))) return `Expected the first day as YYYY-MM-DD, but got ${from}`
  if (to !== undefined && (Number.isNaN(tryDayNumber(to)) || to < from))
    return `Expected a last day that is not before ${from}, but got ${to}`
  if (calendar !== undefined && !calendars.has(calendar))
    return `Expected a calendar among ${[...calendars].join(', ')}, but got ${calendar}`
  if (minimum && extension) return `Expected no extension of a minimum period, but rule ${id} has one`
  if (extension && (!Number.isInteger(extension.days) || extension.days < 1 || extension.by.trim() === ''))
    return `Expected the extension of rule ${id} to have days of 1 or more and who signs it`
  return undefined
}
