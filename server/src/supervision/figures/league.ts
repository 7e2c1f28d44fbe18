import { dayOf, endOfDay } from '@lianban/engine'
import type { CardColour, League, OnTime } from '../../contract/index.ts'
import type { Server } from '../../context.ts'
import { cardCounts, endedCounts, overdueCounts, usedCounts, type Period } from './leagueReadModel.ts'
import { processNames } from './wall.ts'

type Row = League['departments'][number]

/** Departments by the share of clocks that ended in time and by their cards; items and months beside them. */
export async function league(server: Server, period: Period): Promise<League> {
  const { db, runtime, people } = server
  const { from, to, process } = period
  const { zone } = runtime.calendar
  const [ended, overdue, used, cards, names, processes] = await Promise.all([
    endedCounts(db, period),
    overdueCounts(db, period, dayOf(runtime.clock.now(), zone)),
    usedCounts(db, period),
    cardCounts(db, startOf(from, zone), endOfDay(to, zone), process),
    people.names(),
    processNames(server),
  ])
  // What should have ended counts as ended late, in the month in which it fell due.
  const none = { excluded: 0, stopped: 0, extended: 0 }
  const counts = [
    ...ended,
    ...overdue.map(({ dueOn, count, ...each }) => ({ ...each, ...none, endedOn: dueOn, count, late: count })),
  ]
  const departments = new Map<string, Row>()
  const rowOf = (code: string): Row => {
    const known = departments.get(code)
    if (known) return known
    const row: Row = {
      code,
      name: names.department(code),
      ended: 0,
      late: 0,
      rate: null,
      usedShare: null,
      clocks: 0,
      stoppedClocks: 0,
      excludedDays: 0,
      extended: 0,
      cards: { blue: 0, yellow: 0, red: 0 },
      revoked: 0,
      grade: null,
    }
    departments.set(code, row)
    return row
  }
  for (const { responsible, count, late, excluded, stopped, extended } of counts) {
    const row = rowOf(responsible)
    row.ended += count
    row.late += late
    row.clocks += count
    row.stoppedClocks += stopped
    row.excludedDays += excluded
    row.extended += extended
  }
  for (const { against, colour, state, count } of cards) {
    const row = rowOf(against)
    if (state === 'revoked') row.revoked += count
    else row.cards[colour as CardColour] += count
  }
  for (const row of departments.values()) {
    row.rate = rateOf(row)
    row.usedShare = medianShare(used.filter(({ responsible }) => responsible === row.code))
    row.grade = gradeOf(row)
  }
  return {
    from,
    to,
    departments: [...departments.values()].toSorted(
      (a, b) => (b.rate ?? -1) - (a.rate ?? -1) || a.cards.red - b.cards.red || a.cards.yellow - b.cards.yellow,
    ),
    items: grouped(counts, (each) => each.process).map(([key, onTime]) => ({
      process: key,
      name: processes(key),
      ...onTime,
    })),
    months: grouped(counts, (each) => each.endedOn.slice(0, 7)).map(([month, onTime]) => ({ month, ...onTime })),
  }
}

const startOf = (day: string, zone: string): number => endOfDay(day, zone) - 86_400_000

export const quarterOf = (year: number, quarter: number): { from: string; to: string } => {
  const month = (n: number): string => String(n).padStart(2, '0')
  const last = new Date(Date.UTC(year, quarter * 3, 0)).toISOString().slice(0, 10)
  return { from: `${year}-${month(quarter * 3 - 2)}-01`, to: last }
}

/** The year up to today. */
export const thisYear = (now: number, zone: string): { from: string; to: string } => {
  const today = dayOf(now, zone)
  return { from: `${today.slice(0, 4)}-01-01`, to: today }
}

const rateOf = ({ ended, late }: Pick<OnTime, 'ended' | 'late'>): number | null =>
  ended === 0 ? null : Math.round((1 - late / ended) * 10_000) / 10_000

function grouped<T extends { count: number; late: number }>(
  counts: readonly T[],
  keyOf: (each: T) => string,
): [string, OnTime][] {
  const sums = new Map<string, { ended: number; late: number }>()
  for (const each of counts) {
    const sum = sums.get(keyOf(each)) ?? { ended: 0, late: 0 }
    sums.set(keyOf(each), { ended: sum.ended + each.count, late: sum.late + each.late })
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, sum]) => [key, { ...sum, rate: rateOf(sum) }])
}

/** The share of the limit that the middle one of all clocks has used. */
function medianShare(counts: readonly { used: number; budget: number; count: number }[]): number | null {
  const shares = counts
    .map(({ used, budget, count }) => ({ share: budget === 0 ? 0 : used / budget, count }))
    .toSorted((a, b) => a.share - b.share)
  const all = shares.reduce((sum, { count }) => sum + count, 0)
  let seen = 0
  for (const { share, count } of shares) {
    seen += count
    if (seen * 2 >= all) return Math.round(share * 1000) / 1000
  }
  return null
}

/** 优秀 ≥ 98 % without a red card, 良好 ≥ 95 %, 合格 ≥ 90 %, else 不合格: of what ended in the period. */
function gradeOf({ rate, cards }: Row): Row['grade'] {
  if (rate === null) return null
  if (rate >= 0.98 && cards.red === 0) return 'excellent'
  if (rate >= 0.95) return 'good'
  return rate >= 0.9 ? 'fair' : 'poor'
}
