import {
  almanacOf,
  almanacProblems,
  calendarFor,
  changedCalendars,
  dueOn,
  nationalCalendar,
  type CalendarDefinition,
  type WorkingCalendar,
} from '@lianban/engine'
import type { Counting } from '@lianban/engine/runtime'
import type { CalendarPreview, PreviewedClock } from '../contract/index.ts'
import type { Server } from '../context.ts'
import { ApiError } from '../problem.ts'
import { withCalendar } from './calendars.ts'

/** Clocks that one preview reckons; more would keep an admin waiting. */
const mostReckoned = 2_000
const shown = 100

/** What saving this calendar would do to running cases. Nothing is written. */
export async function previewCalendar(server: Server, calendar: CalendarDefinition): Promise<CalendarPreview> {
  const { runtime, db } = server
  const { document, counting } = await runtime.almanac()
  const next = withCalendar(document, calendar)
  const problems = almanacProblems(next)
  if (problems.length > 0)
    throw new ApiError(422, 'almanac-invalid', problems.join('; '), { remedy: 'Correct what is named' })
  const almanac = almanacOf(next, counting.almanac)
  const after: Counting = { almanac, calendar: almanac.calendars.get(nationalCalendar)! }
  const codes = changedCalendars(counting.almanac, almanac)
  const days = codes.flatMap((code) => differing(counting.almanac.calendars.get(code), almanac.calendars.get(code)!))
  if (days.length === 0) return { concerned: 0, reckoned: 0, moved: 0, clocks: [] }
  const [first, last] = [days.reduce((a, b) => (a < b ? a : b)), days.reduce((a, b) => (a > b ? a : b))]
  const concerned = db
    .selectFrom('clocks')
    .where('clocks.state', '=', 'running')
    .where('calendar', 'in', codes)
    .where('started_on', '<', last)
    .where('due_on', '>=', first)
  const [{ count }, rows] = await Promise.all([
    concerned.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
    concerned
      .innerJoin('case_list', 'case_list.case_id', 'clocks.case_id')
      .select(['clocks.case_id', 'key', 'name', 'case_no', 'title', 'due_on'])
      .orderBy('due_at')
      .limit(mostReckoned)
      .execute(),
  ])
  const moved: PreviewedClock[] = []
  for (const { case_id: caseId, key, name, case_no: caseNo, title, due_on: from } of rows) {
    const clock = (await runtime.store.case(caseId))?.state.instances.get(key)?.clock
    const to = clock && dueOn(clock, calendarFor(clock.limit, after))
    if (to !== undefined && from !== null && to !== from) moved.push({ caseId, caseNo, title, name, from, to })
  }
  return { concerned: count, reckoned: rows.length, moved: moved.length, clocks: moved.slice(0, shown) }
}

/** Days that count in one of the two only; a year that is loaded or taken away changes all of its days. */
function differing(before: WorkingCalendar | undefined, after: WorkingCalendar): string[] {
  const years = new Set([...Object.keys(before?.years ?? {}), ...Object.keys(after.years)])
  const found: string[] = []
  for (const year of years) {
    const [a, b] = [before?.years[Number(year)], after.years[Number(year)]]
    if (JSON.stringify(a) === JSON.stringify(b)) continue
    if (!a || !b || a.provisional !== b.provisional) found.push(`${year}-01-01`, `${year}-12-31`)
    else
      for (const part of ['off', 'work'] as const)
        found.push(
          ...a[part].filter((day) => !b[part].includes(day)),
          ...b[part].filter((day) => !a[part].includes(day)),
        )
  }
  if (JSON.stringify(before?.hours) !== JSON.stringify(after.hours)) found.push('0000-01-01', '9999-12-31')
  return found
}
