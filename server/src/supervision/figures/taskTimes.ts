import { endOfDay, type Instance, type State } from '@lianban/engine'
import type { Committing, Transaction } from '@lianban/engine/runtime'
import { tablesOf } from '../../tables.ts'

const zone = 'Asia/Shanghai'

/**
 * Measures where the time of each user task goes: it waits until it is claimed, is worked on until it is done, and what a stop
 * of the limit around it takes out counts as neither.
 */
export async function projectTimes(
  transaction: Transaction,
  { caseId, before, state, events }: Committing,
): Promise<void> {
  const db = tablesOf(transaction.sql)
  for (const { at, event } of events) {
    if (event.type === 'taskCreated') {
      await db
        .insertInto('task_times')
        .values({
          case_id: caseId,
          key: event.key,
          process: state.process,
          version: state.version,
          element: event.element,
          department: event.groups[0] ?? '',
          created_at: at,
          claimed_at: null,
          ended_at: null,
          waiting: 0,
          working: 0,
          excluded: 0,
        })
        .execute()
    } else if (event.type === 'taskClaimed' || (event.type === 'taskUpdated' && event.changes.assignee)) {
      // Who stands in need not claim what they are given.
      await db
        .updateTable('task_times')
        .set({ claimed_at: at })
        .where('case_id', '=', caseId)
        .where('key', '=', event.key)
        .where('claimed_at', 'is', null)
        .execute()
    } else if (event.type === 'taskCompleted') {
      const row = await db
        .selectFrom('task_times')
        .select(['created_at', 'claimed_at'])
        .where('case_id', '=', caseId)
        .where('key', '=', event.key)
        .executeTakeFirst()
      if (!row) continue
      const { created_at: created, claimed_at: claimed } = row
      const stops = stopsAround(before, event.key)
      const excluded = overlap(stops, created, at)
      const worked = claimed === null ? 0 : at - claimed - overlap(stops, claimed, at)
      const times = { ended_at: at, working: worked, excluded, waiting: at - created - excluded - worked }
      await db.updateTable('task_times').set(times).where('case_id', '=', caseId).where('key', '=', event.key).execute()
    } else if (event.type === 'elementTerminated' && before?.instances.get(event.key)?.task) {
      await db
        .deleteFrom('task_times')
        .where('case_id', '=', caseId)
        .where('key', '=', event.key)
        .where('ended_at', 'is', null)
        .execute()
    }
  }
}

type Span = readonly [from: number, to: number]

/** When the clocks around a task stood still, in order and apart: from the end of the day of the stop to that of resumption. */
function stopsAround(state: State | undefined, key: number): Span[] {
  const spans: Span[] = []
  let at: Instance | undefined = state?.instances.get(key)
  for (; at; at = state!.instances.get(at.scope))
    for (const { from, to } of at.clock?.stops ?? [])
      spans.push([endOfDay(from, zone), to === undefined ? Number.POSITIVE_INFINITY : endOfDay(to, zone)])
  const merged: [number, number][] = []
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

const overlap = (spans: readonly Span[], from: number, to: number): number =>
  spans.reduce((sum, [start, end]) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0)
