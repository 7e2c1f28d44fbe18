import type { Runtime, Transaction } from '@lianban/engine/runtime'
import type { Organisation, OrganisationChange } from '../../contract/index.ts'
import type { Server } from '../../context.ts'
import { ApiError } from '../../problem.ts'
import { tablesOf, type ServerDb } from '../../tables.ts'
import type { Actor } from '../people.ts'
import { watchOpenTasks } from '../handover/watch.ts'
import { organisation, revisionOf } from './view.ts'

/** What a change did, for the record; undefined: there was nothing to change. */
export interface Changed {
  readonly what: OrganisationChange['what']
  readonly subject: string
  readonly before: object | null
  readonly after: object | null
  /** Owners whose open tasks a B post may have to take from now on. */
  readonly owners?: readonly string[]
}

export interface Changing {
  readonly db: ServerDb
  readonly transaction: Transaction
  readonly runtime: Runtime
}

/** Does a change as of the revision that the admin saw, and writes down who changed what, in one transaction. */
export async function change(
  server: Server,
  actor: Actor,
  revision: number,
  work: (changing: Changing) => Promise<Changed | undefined>,
): Promise<Organisation> {
  const { runtime, live } = server
  const done = await runtime.transaction(async (transaction) => {
    // Admins take turns, on whichever node they are.
    await transaction.serial('organisation')
    const db = tablesOf(transaction.sql)
    const now = await revisionOf(db)
    if (now !== revision)
      throw new ApiError(409, 'organisation-changed', `The organisation was changed meanwhile: revision ${now}`, {
        remedy: 'Load it again and repeat the change',
      })
    const changed = await work({ db, transaction, runtime })
    if (!changed) return undefined
    const { what, subject, before, after, owners = [] } = changed
    await db
      .insertInto('people_changes')
      .values({
        revision: revision + 1,
        at: runtime.clock.now(),
        person_id: actor.id,
        what,
        subject,
        before: JSON.stringify(before),
        after: JSON.stringify(after),
      })
      .execute()
    await watchOpenTasks(runtime, transaction, owners)
    return changed
  })
  if (done) {
    live.tell({ topic: 'people' })
    runtime.wake()
  }
  return organisation(server)
}

export const unacceptable = (code: string, field: string, detail: string, remedy: string): ApiError =>
  new ApiError(422, code, detail, { remedy, fields: [{ path: field, code, message: detail }] })
