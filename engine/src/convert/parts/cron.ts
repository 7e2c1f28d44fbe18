import { checkCron } from '../../time/cron.ts'
import { isTimeProblem } from '../../time/iso8601.ts'

const ranges = ['0-59', '0-59', '0-23', '1-31', '1-12', '0-6']

/**
 * Quartz's cron, from seconds to days of the week, as cron of this engine: `?` is any, days of the week are counted from 0
 * (Quartz: from 1) and a step begins at its first value. Undefined for what has no equal (`L`, `W`, `#`, years).
 */
export function cronOf(quartz: string): string | undefined {
  const given = quartz.trim().split(/\s+/)
  if (given.length === 7 && given[6] === '*') given.pop()
  if (given.length !== 6 || given.some((field) => /[LW#]/.test(field.replaceAll(/[A-Z]{3}/g, '')))) return undefined
  const fields = given.map((field, at) => steps(at === 5 ? weekdays(field) : field, ranges[at]!).replaceAll('?', '*'))
  const cron = fields.join(' ')
  return isTimeProblem(checkCron(cron)) ? undefined : cron
}

const weekdays = (field: string): string =>
  field.replace(/^[^/]*/, (days) => days.replaceAll(/\d+/g, (day) => String(Number(day) - 1)))

/** `5/10`: from 5 to the end. */
const steps = (field: string, range: string): string =>
  field.replaceAll(/(^|,)(\d+)\//g, (_, before: string, from: string) => `${before}${from}-${range.split('-')[1]!}/`)
