import { daySeconds, epochDay, twoDigits } from './civil.ts'

/** Seconds east of Greenwich, the name of a region, or null for a local time. */
export type Zone = number | string | null

// Without summer time since 1992; asking the time zone data for it costs a hundred times more.
const SHANGHAI = 'Asia/Shanghai'
const SHANGHAI_FIXED_SINCE = 694_224_000
const SHANGHAI_OFFSET = 28_800

const OFFSET = /^([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/
const REGION = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/
const FURTHEST = 18 * 3600
const formats = new Map<string, Intl.DateTimeFormat | null>()

/** The zone behind a time: nothing, `Z`, `+08:00` or `@Asia/Shanghai`; undefined when it is none of these. */
export function parseZone(text: string): Zone | undefined {
  if (text === '') return null
  if (text === 'Z' || text === 'z') return 0
  if (text.startsWith('@')) return formatOf(text.slice(1)) ? text.slice(1) : undefined
  const match = OFFSET.exec(text)
  if (!match) return undefined
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)]
  if (minutes > 59 || seconds > 59) return undefined
  const offset = hours * 3600 + minutes * 60 + seconds
  return offset > FURTHEST ? undefined : match[1] === '-' ? -offset + 0 : offset
}

export function zoneText(zone: Zone): string {
  if (zone === null) return ''
  if (zone === 0) return 'Z'
  if (typeof zone === 'string') return `@${zone}`
  const size = Math.abs(zone)
  const seconds = size % 60
  const text = `${twoDigits(Math.floor(size / 3600))}:${twoDigits(Math.floor(size / 60) % 60)}`
  return `${zone < 0 ? '-' : '+'}${text}${seconds > 0 ? `:${twoDigits(seconds)}` : ''}`
}

/** What asking a region for its offset costs, in steps. */
export const zoneCost = (zone: Zone): number => (typeof zone === 'string' && zone !== SHANGHAI ? 150 : 0)

/** Seconds east of Greenwich at a local time, given as seconds since 1970 as if it were Greenwich's. */
export function offsetAt(zone: number | string, local: number): number {
  if (typeof zone === 'number') return zone
  // The offset that was in force before a jump of the clock decides an hour that happens twice or never.
  const first = regionOffset(zone, local)
  const second = regionOffset(zone, local - first)
  return first === second ? first : regionOffset(zone, local - Math.max(first, second))
}

/** Seconds east of Greenwich at an instant. */
export const offsetAtInstant = (zone: number | string, instant: number): number =>
  typeof zone === 'number' ? zone : regionOffset(zone, Math.floor(instant))

function regionOffset(region: string, instant: number): number {
  if (region === SHANGHAI && instant >= SHANGHAI_FIXED_SINCE) return SHANGHAI_OFFSET
  const format = formatOf(region)
  if (!format) return 0
  // The platform writes the years 1 to 9999 plainly; before and after them, the rules of the first and last stand in.
  const bounded = Math.min(Math.max(instant, -6.2e10), 2.5e11)
  const parts: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(bounded * 1000)) parts[type] = Number(value)
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const local = epochDay(year, month, day) * daySeconds + hour * 3600 + minute * 60 + second
  return local - Math.floor(bounded)
}

function formatOf(region: string): Intl.DateTimeFormat | null {
  let format = formats.get(region)
  if (format === undefined) {
    // A text that is no region must not fill the memory.
    if (formats.size > 1000) formats.clear()
    formats.set(region, (format = makeFormat(region)))
  }
  return format
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  if (!REGION.test(timeZone) || timeZone.length > 60) return null
  const number = 'numeric'
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
      timeZone,
      hourCycle: 'h23',
      year: number,
      month: number,
      day: number,
      hour: number,
      minute: number,
      second: number,
    })
  } catch {
    return null
  }
}
