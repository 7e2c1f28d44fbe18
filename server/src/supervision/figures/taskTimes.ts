import { endOfDay, type Instance, type State } from '@lianban/engine'
import type { Committing, Transaction } from '@lianban/engine/runtime'
import type { Expression, ExpressionBuilder } from 'kysely'
import { prepared } from '../../prepared.ts'
import { tablesOf, type ServerDb, type ServerTables } from '../../tables.ts'

const zone = 'Asia/Shanghai'

type Done = Pick<ServerTables['task_times'], 'case_id' | 'key'> & { readonly at: number }

const insert = prepared((db, row: ServerTables['task_times']) => db.insertInto('task_times').values(row))
const claim = prepared((db, { case_id, key, at }: Done) =>
  db
    .updateTable('task_times')
    .set({ claimed_at: at })
    .where('case_id', '=', case_id)
    .where('key', '=', key)
    .where('claimed_at', 'is', null),
)
const completed = (db: ServerDb, { case_id, key, at }: Done, stops: readonly Span[]) =>
  db
    .updateTable('task_times')
    .set((row) => timesOf(row, at, stops))
    .where('case_id', '=', case_id)
    .where('key', '=', key)
const complete = prepared((db, one: Done) => completed(db, one, []))

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
      const created = {
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
      }
      transaction.later(insert(db, created))
    } else if (event.type === 'taskClaimed' || (event.type === 'taskUpdated' && event.changes.assignee)) {
      // Who stands in need not claim what they are given.
      transaction.later(claim(db, { case_id: caseId, key: event.key, at }))
    } else if (event.type === 'taskCompleted') {
      const stops = stopsAround(before, event.key)
      const one = { case_id: caseId, key: event.key, at }
      // A statement is kept where it is always the same.
      transaction.later(stops.length === 0 ? complete(db, one) : completed(db, one, stops))
    } else if (event.type === 'elementTerminated' && before?.instances.get(event.key)?.task) {
      const gone = db.deleteFrom('task_times').where('case_id', '=', caseId).where('key', '=', event.key)
      transaction.later(gone.where('ended_at', 'is', null))
    }
  }
}

type Row = ExpressionBuilder<ServerTables, 'task_times'>
type Column = 'created_at' | 'claimed_at'

/** Counted by the database, which knows when the task was made and claimed: so nobody has to read it first. */
function timesOf(row: Row, at: number, stops: readonly Span[]) {
  const since = (column: Column) => row(row.val(at), '-', row.ref(column))
  const excluded = stoppedSince(row, 'created_at', at, stops)
  const working = row
    .case()
    .when('claimed_at', 'is', null)
    .then(row.lit(0))
    .else(row(since('claimed_at'), '-', stoppedSince(row, 'claimed_at', at, stops)))
    .end()
  return { ended_at: at, excluded, working, waiting: row(row(since('created_at'), '-', excluded), '-', working) }
}

/** Milliseconds of the stops between the instant in the column and `at`. */
function stoppedSince(row: Row, column: Column, at: number, stops: readonly Span[]): Expression<number> {
  let sum: Expression<number> = row.lit(0)
  for (const [start, end] of stops) {
    const last = Math.min(end, at)
    if (last <= start) continue
    const part = row
      .case()
      .when(column, '<=', start)
      .then(last - start)
      .when(column, '<', last)
      .then(row(row.val(last), '-', row.ref(column)))
      .else(0)
      .end()
    sum = row(sum, '+', part)
  }
  return sum
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
