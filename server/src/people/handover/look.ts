import { dayOf, endOfDay, type WorkingCalendar } from '@lianban/engine'
import type { TaskRow } from '@lianban/engine/runtime'
import type { Server } from '../../context.ts'
import type { HandoverRule } from '../../contract/index.ts'
import type { ServerDb, ServerTables } from '../../tables.ts'
import { handOver } from './handOver.ts'
import { halfDaysAfter } from './instant.ts'
import { standInFor } from './standIn.ts'

type Watched = ServerTables['post_watch']

/** What becomes of a watched task: looked at again at an instant, not while the rule is off, or not at all any more. */
export type Next = Pick<Watched, 'since' | 'look_at'> | 'forgotten'

/** Hands the task over where that is due at the instant. */
export async function lookAtTask(server: Server, row: Watched, rule: HandoverRule, at: number): Promise<Next> {
  const { runtime, db } = server
  const { calendar } = runtime
  const task = await runtime.store.task(`${row.case_id}.${row.key}`)
  if (task?.state !== 'open') return 'forgotten'
  const { since } = row
  const { assignee } = task
  const ground = assignee === null ? 'unclaimed' : 'absent'
  if (!rule[ground]) return { since, look_at: null }
  const today = dayOf(at, calendar.zone)
  const absence = assignee === null ? undefined : await absenceFrom(db, assignee, today)
  if (assignee !== null && !absence) return 'forgotten'
  const due = halfDaysAfter(calendar, absence ? startOf(absence.from_day, calendar) : since, rule.halfDays)
  if (due > at) return { since, look_at: due }
  // The limit may still move into the leave, and a deputy may come back: both are seen half a working day later.
  const later = { since, look_at: halfDaysAfter(calendar, at, 1) }
  if (absence && !fallsDueBy(task, absence.to_day, calendar)) return later
  const standIn = await standInFor(db, task, today)
  if (standIn === 'nobody-named') return 'forgotten'
  if (standIn === 'nobody-present') return later
  const outcome = await handOver(runtime, task, standIn, ground, `handover:${task.id}:${task.revision}`)
  return outcome.ok || outcome.rejection.code === 'task-changed' ? { since: at, look_at: at } : later
}

/** The leave that the person is on, or takes next. */
const absenceFrom = (db: ServerDb, person: string, today: string) =>
  db
    .selectFrom('absences')
    .select(['from_day', 'to_day'])
    .where('person_id', '=', person)
    .where('to_day', '>=', today)
    .orderBy('from_day')
    .executeTakeFirst()

/** China knows no summer time: every day has 24 hours. */
const startOf = (day: string, { zone }: WorkingCalendar): number => endOfDay(day, zone) - 86_400_000

const fallsDueBy = ({ dueAt }: TaskRow, day: string, { zone }: WorkingCalendar): boolean =>
  dueAt !== null && dueAt <= endOfDay(day, zone)
