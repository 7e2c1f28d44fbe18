import type { Command, State } from '@lianban/engine'
import type { CaseRow, TaskRow } from '@lianban/engine/runtime'
import { remembering } from '../almanac/attempts.ts'
import type { Server } from '../context.ts'
import { mayWork } from '../inbox/authority.ts'
import type { Actor } from '../people/people.ts'
import { ApiError, notFound } from '../problem.ts'
import { refused } from './refused.ts'

export type ClockCommand = Extract<Command, { type: 'stopClock' | 'resumeClock' | 'extendClock' }>

/**
 * Stops, resumes or extends a legal clock. Stops are for those who work under it; an extension is signed by whoever acts for
 * the authority that the limit names. What the law does not allow the engine refuses by name, and the attempt is kept.
 */
export function changeClock(server: Server, actor: Actor, caseId: string, command: ClockCommand): Promise<void> {
  return remembering(server, actor.id, caseId, command, async () => {
    await checkHand(server, actor, caseId, command)
    const outcome = await server.runtime.dispatch(caseId, command)
    if (!outcome.ok) throw refused(outcome.rejection)
  })
}

/** The case, for those who may give the command. */
export async function checkHand(server: Server, actor: Actor, caseId: string, command: ClockCommand): Promise<CaseRow> {
  const { runtime } = server
  const row = await runtime.store.case(caseId)
  if (!row) throw notFound('case', caseId)
  if (command.type === 'extendClock') {
    if (!actsFor(actor, command.authority))
      throw new ApiError(403, 'not-your-authority', `${actor.name} does not act for ${command.authority}`, {
        remedy: 'Let somebody sign who does',
      })
  } else if (!worksUnder(actor, row.state, await runtime.store.tasksOf(caseId), command.key))
    throw new ApiError(403, 'not-your-clock', `Nobody of the departments of ${actor.name} works under this limit`, {
      remedy: 'Ask the department that does',
    })
  return row
}

/** Has the actor an open task under the clock? */
export function worksUnder(actor: Actor, state: State, tasks: readonly TaskRow[], key: number): boolean {
  return tasks.some((task) => {
    if (task.state !== 'open' || !mayWork(actor, task)) return false
    let at = state.instances.get(task.key)
    while (at && at.key !== key) at = state.instances.get(at.scope)
    return at !== undefined
  })
}

export const actsFor = (actor: Actor, authority: string): boolean =>
  actor.departments.some(({ code }) => code === authority) || (actor.roles as readonly string[]).includes(authority)
