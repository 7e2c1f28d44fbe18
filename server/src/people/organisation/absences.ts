import { dayOf } from '@lianban/engine'
import type { Organisation, SaveAbsence } from '../../contract/index.ts'
import type { Server } from '../../context.ts'
import { notFound } from '../../problem.ts'
import type { ServerDb } from '../../tables.ts'
import type { Actor } from '../people.ts'
import { change, unacceptable } from './change.ts'

/** Enters somebody's leave, or changes its last day: their tasks are looked at anew. */
export function saveAbsence(
  server: Server,
  actor: Actor,
  person: string,
  from: string,
  { revision, to, reason }: SaveAbsence,
): Promise<Organisation> {
  return change(server, actor, revision, async ({ db, runtime }) => {
    const subject = await nameOf(db, person)
    if (to < from)
      throw unacceptable('period-invalid', 'to', `The leave would end on ${to}, before it begins`, 'Choose a later day')
    const today = dayOf(runtime.clock.now(), runtime.calendar.zone)
    if (to < today)
      throw unacceptable('absence-over', 'to', `The leave was over on ${to}: today is ${today}`, 'Choose a later day')
    const all = await db.selectFrom('absences').selectAll().where('person_id', '=', person).execute()
    const other = all.find((each) => each.from_day !== from && each.from_day <= to && each.to_day >= from)
    if (other) {
      const words = `${subject} is on leave from ${other.from_day} to ${other.to_day} already`
      throw unacceptable('absence-overlaps', 'from', words, 'Change that leave instead')
    }
    const before = all.find((each) => each.from_day === from)
    await db
      .insertInto('absences')
      .values({ person_id: person, from_day: from, to_day: to, reason })
      .onConflict((conflict) => conflict.columns(['person_id', 'from_day']).doUpdateSet({ to_day: to, reason }))
      .execute()
    return {
      what: 'absence',
      subject,
      before: before ? { from, to: before.to_day, reason: before.reason } : null,
      after: { from, to, reason },
      owners: [`user:${person}`, ...(await departmentsOf(db, person)).map((code) => `group:${code}`)],
    }
  })
}

/** Takes a leave back; what has gone to the B post stays there. */
export function dropAbsence(
  server: Server,
  actor: Actor,
  person: string,
  from: string,
  revision: number,
): Promise<Organisation> {
  return change(server, actor, revision, async ({ db }) => {
    const subject = await nameOf(db, person)
    const before = await db
      .deleteFrom('absences')
      .where('person_id', '=', person)
      .where('from_day', '=', from)
      .returning(['to_day', 'reason'])
      .executeTakeFirst()
    if (!before) throw notFound('absence', `${person} ${from}`)
    return { what: 'absence', subject, before: { from, to: before.to_day, reason: before.reason }, after: null }
  })
}

/** Where they have a deputy, what nobody has claimed is looked at too. */
async function departmentsOf(db: ServerDb, person: string): Promise<string[]> {
  const posts = db.selectFrom('posts').select('department').where('person_id', '=', person)
  return (await posts.where('deputy', 'is not', null).execute()).map(({ department }) => department)
}

async function nameOf(db: ServerDb, person: string): Promise<string> {
  const known = await db.selectFrom('people').select('name').where('id', '=', person).executeTakeFirst()
  if (!known) throw notFound('person', person)
  return known.name
}
