import { dayOf, endOfDay, type Handover, type WorkingCalendar } from '@lianban/engine'
import type { TaskRow } from '@lianban/engine/runtime'
import type { Server } from '../../context.ts'
import type { HandoverRule } from '../../contract/index.ts'
import type { ServerTables } from '../../tables.ts'
import { handOver } from './handOver.ts'
import { halfDaysAfter } from './instant.ts'
import { leaveOfAll, type LeaveOfAll } from './leave.ts'
import { postsOf, standInFor } from './standIn.ts'

type Watched = ServerTables['post_watch']

/** What becomes of a watched task: looked at again at an instant, not before something changes, or not at all any more. */
export type Next = Pick<Watched, 'since' | 'look_at'> | 'forgotten'

interface Due {
  readonly at: number
  readonly ground: Handover['ground']
}

/** Hands the task over where that is due at the instant. */
export async function lookAtTask(server: Server, row: Watched, rule: HandoverRule, at: number): Promise<Next> {
  const { runtime, db } = server
  const { calendar } = runtime
  const task = await runtime.store.task(`${row.case_id}.${row.key}`)
  if (task?.state !== 'open') return 'forgotten'
  const { since } = row
  const { assignee } = task
  const today = dayOf(at, calendar.zone)
  const holders = assignee === null ? (await postsOf(db, task, today)).map(({ person_id }) => person_id) : [assignee]
  const leave = rule.absent ? await leaveOfAll(db, holders, today) : undefined
  const due = [unclaimed(task, since, rule, calendar), absent(task, leave, rule, calendar)]
    .filter((each) => each !== undefined)
    .toSorted((a, b) => a.at - b.at)[0]
  // The limit may still move into the leave, and a deputy may come back: both are seen half a working day later.
  const later = halfDaysAfter(calendar, at, 1)
  if (due === undefined || due.at > at) {
    const looks = [due?.at, leave && ('together' in leave ? later : startOf(leave.next, calendar))]
    const next = looks.filter((each) => each !== undefined).toSorted((a, b) => a - b)[0]
    const settled = next === undefined && assignee !== null && rule.absent
    return settled ? 'forgotten' : { since, look_at: next ?? null }
  }
  const standIn = await standInFor(db, task, today)
  if (standIn === 'nobody-named') return 'forgotten'
  if (standIn === 'nobody-present') return { since, look_at: later }
  const outcome = await handOver(runtime, task, standIn, due.ground, `handover:${task.id}:${task.revision}`)
  const changed = outcome.ok || outcome.rejection.code === 'task-changed'
  return changed ? { since: at, look_at: at } : { since, look_at: later }
}

const unclaimed = (
  { assignee }: TaskRow,
  since: number,
  rule: HandoverRule,
  calendar: WorkingCalendar,
): Due | undefined =>
  assignee === null && rule.unclaimed
    ? { at: halfDaysAfter(calendar, since, rule.halfDays), ground: 'unclaimed' }
    : undefined

/** Only what falls due before they are back: the rest waits for the A post. */
function absent(
  { dueAt }: TaskRow,
  leave: LeaveOfAll,
  { halfDays }: HandoverRule,
  calendar: WorkingCalendar,
): Due | undefined {
  if (!leave || !('together' in leave)) return undefined
  const { from, to } = leave.together
  if (dueAt === null || dueAt > endOfDay(to, calendar.zone)) return undefined
  return { at: halfDaysAfter(calendar, startOf(from, calendar), halfDays), ground: 'absent' }
}

/** China knows no summer time: every day has 24 hours. */
const startOf = (day: string, { zone }: WorkingCalendar): number => endOfDay(day, zone) - 86_400_000
