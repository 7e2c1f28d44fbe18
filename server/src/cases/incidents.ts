import type { Retried } from '../contract/index.ts'
import type { Server } from '../context.ts'
import { stuckCases } from '../observe/readModel.ts'
import type { Actor } from '../people/people.ts'

/** Cases of one request; whoever has more asks again. */
const atOnce = 500

/** Tries every incident again, after whatever caused them has been repaired: of one process or of all. */
export async function retryIncidents(
  { runtime, db }: Server,
  actor: Actor,
  process: string | undefined,
): Promise<Retried> {
  const stuck = await stuckCases(db, process, atOnce)
  const outcomes = await Promise.all(
    stuck.map(async ({ caseId }) => {
      const instances = (await runtime.store.case(caseId))?.state.instances.values() ?? []
      const keys = [...instances].flatMap(({ key, incident }) => (incident ? [key] : []))
      const command = { type: 'resolveIncident', retries: 3, by: actor.id } as const
      return Promise.all(keys.map((key) => runtime.dispatch(caseId, { ...command, key })))
    }),
  )
  const retried = outcomes.flat().filter(({ ok }) => ok).length
  const left = await stuckCases(db, process, atOnce)
  return { cases: stuck.length, retried, still: left.length }
}
