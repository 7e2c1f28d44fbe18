import { countWorking } from './calendar.ts'
import type { WorkingCalendar } from './calendar.ts'
import type { ClockState } from './clock.ts'
import { dayNumber } from './day.ts'
import { mergeStops } from './exclusion.ts'
import { measureOf } from './measure.ts'

export interface Share {
  readonly code: string
  /** Working days of the joint clock that passed while this department had it in hand. */
  readonly held: number
  /** Those of them on which every other department had finished: it alone kept the case waiting. */
  readonly alone: number
}

export interface Shares {
  readonly departments: readonly Share[]
  /** Working days on which no department had it: reception, joining, signing. */
  readonly others: number
  /** Working days that the joint clock has used. */
  readonly used: number
}

/**
 * Who consumed the joint clock: each of its working days, up to and including `today`, belongs to the departments whose
 * clocks ran on it. A department's stopped days are not its own, and days that stand out of the joint clock are nobody's.
 */
export function sharesOf(
  joint: ClockState,
  departments: readonly { readonly code: string; readonly clock: ClockState }[],
  calendar: WorkingCalendar,
  today: string,
): Shares {
  if (joint.startedOn === undefined) return { departments: [], others: 0, used: 0 }
  const runs = runsOn(joint, calendar)
  const each = departments.map(({ code, clock }) => ({ code, runs: runsOn(clock, calendar), held: 0, alone: 0 }))
  const last = dayNumber(joint.completedOn !== undefined && joint.completedOn < today ? joint.completedOn : today)
  let used = 0
  let others = 0
  for (let day = dayNumber(joint.startedOn) + 1; day <= last; day++) {
    if (!runs(day) || countWorking(calendar, day - 1, day) === 0) continue
    used++
    const holders = each.filter((department) => department.runs(day))
    if (holders.length === 0) others++
    for (const holder of holders) holder.held++
    if (holders.length === 1) holders[0]!.alone++
  }
  return { departments: each.map(({ code, held, alone }) => ({ code, held, alone })), others, used }
}

/** Does the clock count on this day? */
function runsOn({ startedOn, completedOn, stops }: ClockState, calendar: WorkingCalendar): (day: number) => boolean {
  if (startedOn === undefined) return () => false
  const start = dayNumber(startedOn)
  const end = completedOn === undefined ? Number.POSITIVE_INFINITY : dayNumber(completedOn)
  const excluded = mergeStops(stops, measureOf(calendar, 'cd'), completedOn === undefined ? undefined : end)
  return (day) => day > start && day <= end && !excluded.some(({ after, until }) => after < day && day <= until)
}
