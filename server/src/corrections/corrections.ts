import type { CorrectedMany, Correction } from '../contract/index.ts'
import { refused } from '../cases/refused.ts'
import type { Server } from '../context.ts'
import type { Actor } from '../people/people.ts'
import { ApiError } from '../problem.ts'
import { commandOf } from './command.ts'

/** Does the correction; a repetition with the same key does nothing more. */
export async function correctCase(
  { runtime }: Server,
  actor: Actor,
  caseId: string,
  correction: Correction,
  request?: string,
): Promise<void> {
  const command = await commandOf(runtime, caseId, correction, actor.id)
  const outcome = await runtime.dispatch(caseId, command, request === undefined ? {} : { request })
  if (!outcome.ok) throw refused(outcome.rejection)
}

/** Corrects many cases, each by itself: one that is refused keeps no other back. */
export async function correctMany(
  server: Server,
  actor: Actor,
  ids: readonly string[],
  correction: Correction,
  request?: string,
): Promise<CorrectedMany> {
  const numbers = new Map(
    (await server.db.selectFrom('case_list').select(['case_id', 'case_no']).where('case_id', 'in', ids).execute()).map(
      (row) => [row.case_id, row.case_no],
    ),
  )
  const cases = await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const caseNo = numbers.get(id) ?? ''
      try {
        await correctCase(server, actor, id, correction, request === undefined ? undefined : `${request}:${id}`)
        return { id, caseNo, ok: true }
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        const { code, detail, remedy = '' } = error.problem
        return { id, caseNo, ok: false, code, words: detail, remedy }
      }
    }),
  )
  const done = cases.filter(({ ok }) => ok).length
  return { done, refused: cases.length - done, cases }
}
