import { addDuration, isTimeProblem, parseDuration } from '@lianban/engine'
import type { EndedCase, OutboxRow, Runtime, Transaction } from '@lianban/engine/runtime'
import { tablesOf, type ServerDb } from '../tables.ts'
import { caseFile, type CaseFile } from './caseFile.ts'

/** Property of a process (`zeebe:property`): how long its cases are kept after their end, ISO 8601, e.g. `P5Y`. */
export const retentionProperty = 'case.retention'

/**
 * Hands out every case that its process no longer wants to keep, with the cases it has called, and removes it once `keep` has
 * it safe. A process without a retention keeps its cases for ever. Costs what is due. Answers how many were removed.
 */
export async function archive(
  runtime: Runtime,
  db: ServerDb,
  keep: (file: CaseFile) => Promise<void>,
): Promise<number> {
  let removed = 0
  for await (const id of dueCases(runtime)) {
    const file = await caseFile(runtime.store, db, id)
    if (!file) continue
    await keep(file)
    await runtime.transaction((transaction) => remove(transaction, file))
    removed++
  }
  return removed
}

/** Hands out every letter that was given up, and drops it once `keep` has it safe. Answers how many. */
export async function archiveLetters(runtime: Runtime, keep: (letter: OutboxRow) => Promise<void>): Promise<number> {
  let removed = 0
  for (;;) {
    const letters = await runtime.store.lettersGivenUp(page)
    for (const letter of letters) {
      await keep(letter)
      await runtime.transaction((transaction) => transaction.settleLetter(letter.id, 'gone'))
      removed++
    }
    if (letters.length < page) return removed
  }
}

const page = 100

async function* dueCases(runtime: Runtime): AsyncGenerator<string> {
  const { store, calendar } = runtime
  const now = runtime.clock.now()
  for (const { process } of await store.definitions()) {
    for (const { version } of await store.definitions(process)) {
      const { properties } = (await runtime.graph(process, version)).nodes[0]!
      const kept = retentionOf(properties[retentionProperty])
      if (!kept) continue
      // Earlier than any day on which a case can have ended that is due: months and years differ in length.
      const before = now - shortest(kept)
      let after: EndedCase | undefined
      for (;;) {
        const ended = await store.endedCases({ process, version, before, limit: page, ...(after ? { after } : {}) })
        for (const { id, endedAt } of ended) if (addDuration(endedAt, kept, calendar.zone) <= now) yield id
        if (ended.length < page) break
        after = ended.at(-1)
      }
    }
  }
}

type Duration = Exclude<ReturnType<typeof parseDuration>, { problem: string }>

function retentionOf(text: string | undefined): Duration | undefined {
  const duration = text === undefined ? undefined : parseDuration(text)
  return duration === undefined || isTimeProblem(duration) ? undefined : duration
}

/** Milliseconds that the duration has at least, wherever it begins. */
function shortest({ years, months, weeks, days, hours, minutes, seconds }: Duration): number {
  const wholeDays = years * 365 + months * 28 + weeks * 7 + days
  return ((wholeDays * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000
}

async function remove(transaction: Transaction, { id, tasks, called }: CaseFile): Promise<void> {
  for (const child of called) await remove(transaction, child)
  const db = tablesOf(transaction.sql)
  await db.deleteFrom('case_list').where('case_id', '=', id).execute()
  await db.deleteFrom('clocks').where('case_id', '=', id).execute()
  for (const table of ['clock_watch', 'clock_stops', 'task_times', 'post_watch'] as const)
    await db.deleteFrom(table).where('case_id', '=', id).execute()
  const cards = db.selectFrom('cards').select('id').where('case_id', '=', id)
  await db.deleteFrom('card_ledger').where('card_id', 'in', cards).execute()
  await db.deleteFrom('refused_attempts').where('case_id', '=', id).execute()
  await db.deleteFrom('cards').where('case_id', '=', id).execute()
  await db.deleteFrom('documents').where('case_id', '=', id).execute()
  for (const task of tasks) await db.deleteFrom('task_drafts').where('task_id', '=', task.id).execute()
  await transaction.removeCase(id)
}
