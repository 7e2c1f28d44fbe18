import type { Command } from '@lianban/engine'
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
  return remembering(server, actor.id, caseId, command, () => change(server, actor, caseId, command))
}

async function change(server: Server, actor: Actor, caseId: string, command: ClockCommand): Promise<void> {
  const { runtime } = server
  const row = await runtime.store.case(caseId)
  if (!row) throw notFound('case', caseId)
  if (command.type === 'extendClock') {
    if (!actsFor(actor, command.authority))
      throw new ApiError(403, 'not-your-authority', `${actor.name} does not act for ${command.authority}`, {
        remedy: 'Let somebody sign who does',
      })
  } else {
    const open = (await runtime.store.tasksOf(caseId)).filter(({ state }) => state === 'open')
    const under = open.filter(({ key }) => {
      let at = row.state.instances.get(key)
      while (at && at.key !== command.key) at = row.state.instances.get(at.scope)
      return at !== undefined
    })
    if (!under.some((task) => mayWork(actor, task)))
      throw new ApiError(403, 'not-your-clock', `Nobody of the departments of ${actor.name} works under this limit`, {
        remedy: 'Ask the department that does',
      })
  }
  const outcome = await runtime.dispatch(caseId, command)
  if (!outcome.ok) throw refused(outcome.rejection)
}

const actsFor = (actor: Actor, authority: string): boolean =>
  actor.departments.some(({ code }) => code === authority) || (actor.roles as readonly string[]).includes(authority)
