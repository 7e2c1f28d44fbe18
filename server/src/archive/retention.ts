import { addDuration, isTimeProblem, parseDuration } from '@lianban/engine'
import type { Runtime, Transaction } from '@lianban/engine/runtime'
import { tablesOf, type ServerDb } from '../tables.ts'
import { allCases, caseFile, type CaseFile } from './caseFile.ts'

/** Property of a process (`zeebe:property`): how long its cases are kept after their end, ISO 8601, e.g. `P5Y`. */
export const retentionProperty = 'case.retention'

/**
 * Hands out every case that its process no longer wants to keep, with the cases it has called, and removes it once `keep` has
 * it safe. A process without a retention keeps its cases for ever. Answers how many were removed.
 */
export async function archive(
  runtime: Runtime,
  db: ServerDb,
  keep: (file: CaseFile) => Promise<void>,
): Promise<number> {
  const now = runtime.clock.now()
  let removed = 0
  for await (const id of allCases(runtime.store, now)) {
    const row = await runtime.store.case(id)
    // A called case goes with its caller.
    if (!row || row.endedAt === null || row.state.parent) continue
    const { properties } = (await runtime.graph(row.process, row.version)).nodes[0]!
    const until = keptUntil(row.endedAt, properties[retentionProperty], runtime.calendar.zone)
    if (until === undefined || until > now) continue
    const file = await caseFile(runtime.store, db, id)
    if (!file) continue
    await keep(file)
    await runtime.transaction((transaction) => remove(transaction, file))
    removed++
  }
  return removed
}

function keptUntil(endedAt: number, retention: string | undefined, zone: string): number | undefined {
  const duration = retention === undefined ? undefined : parseDuration(retention)
  if (duration === undefined || isTimeProblem(duration)) return undefined
  const until = addDuration(endedAt, duration, zone)
  return isTimeProblem(until) ? undefined : until
}

async function remove(transaction: Transaction, { id, tasks, called }: CaseFile): Promise<void> {
  for (const child of called) await remove(transaction, child)
  const db = tablesOf(transaction.sql)
  await db.deleteFrom('case_list').where('case_id', '=', id).execute()
  await db.deleteFrom('clocks').where('case_id', '=', id).execute()
  for (const table of ['clock_watch', 'clock_stops', 'task_times'] as const)
    await db.deleteFrom(table).where('case_id', '=', id).execute()
  const cards = db.selectFrom('cards').select('id').where('case_id', '=', id)
  await db.deleteFrom('card_ledger').where('card_id', 'in', cards).execute()
  await db.deleteFrom('refused_attempts').where('case_id', '=', id).execute()
  await db.deleteFrom('cards').where('case_id', '=', id).execute()
  await db.deleteFrom('documents').where('case_id', '=', id).execute()
  for (const task of tasks) await db.deleteFrom('task_drafts').where('task_id', '=', task.id).execute()
  await transaction.removeCase(id)
}
