import type { Command } from '@lianban/engine'
import { timeOrderedId } from '@lianban/engine/runtime'
import type { Page, RefusedAttempt } from '../contract/index.ts'
import { iso, type Server } from '../context.ts'
import { ApiError } from '../problem.ts'
import { judgeAttempt } from '../supervision/cards/attempts.ts'
import { tablesOf } from '../tables.ts'

/** Rules that guard the clock: whoever tries to break one is remembered. */
const guarded = new Set([
  'notice-missing',
  'notice-used',
  'estimate-missing',
  'ground-not-allowed',
  'back-dated',
  'limit-over',
  'extended-before',
  'extension-too-long',
  'extension-not-allowed',
  'wrong-signatory',
  'not-your-authority',
  'second-notice',
])

/** Does the work; where a rule of the clock refuses it, the attempt is kept before the refusal goes on its way. */
export async function remembering<T>(
  server: Server,
  by: string,
  caseId: string,
  command: Command,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ApiError && guarded.has(error.problem.code)) await keep(server, by, caseId, command, error)
    throw error
  }
}

async function keep({ runtime }: Server, by: string, caseId: string, command: Command, error: ApiError): Promise<void> {
  const { type, ...asked } = command
  const key = 'key' in command ? (command.key ?? null) : null
  const element = key === null ? undefined : (await runtime.store.case(caseId))?.state.instances.get(key)?.element
  // What a form held is the case's own, not the log's.
  const { variables: _, ...kept } = asked as Record<string, unknown>
  await runtime.transaction(async (transaction) => {
    const db = tablesOf(transaction.sql)
    await db
      .insertInto('refused_attempts')
      .values({
        id: timeOrderedId(),
        case_id: caseId,
        key,
        element: element ?? null,
        person_id: by,
        at: runtime.clock.now(),
        command: type,
        rule: error.problem.code,
        words: error.problem.detail,
        asked: JSON.stringify(kept),
      })
      .execute()
    await judgeAttempt(runtime, db, { caseId, key, by, code: error.problem.code })
  })
}

const pageSize = 50

/** Newest first; of one case, or of all. */
export async function attempts(
  { db, people }: Server,
  { caseId, cursor }: { caseId?: string | undefined; cursor?: string | undefined },
): Promise<Page<RefusedAttempt>> {
  const all = db
    .selectFrom('refused_attempts')
    .leftJoin('case_list', 'case_list.case_id', 'refused_attempts.case_id')
    .selectAll('refused_attempts')
    .select('case_no')
  const ofCase = caseId === undefined ? all : all.where('refused_attempts.case_id', '=', caseId)
  const rest = cursor === undefined ? ofCase : ofCase.where('refused_attempts.id', '<', cursor)
  const rows = await rest
    .orderBy('refused_attempts.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const names = await people.names()
  const items = rows.slice(0, pageSize).map((row) => ({
    id: row.id,
    caseId: row.case_id,
    caseNo: row.case_no ?? '',
    element: row.element,
    by: names.person(row.person_id),
    at: iso(row.at),
    command: row.command,
    rule: row.rule,
    words: row.words,
    asked: JSON.parse(row.asked) as Record<string, unknown>,
  }))
  const last = items.at(-1)
  return { items, ...(rows.length > pageSize && last ? { next: last.id } : {}) }
}
