import { dayOf } from '@lianban/engine'
import type { HeldPost, Organisation, Role } from '../../contract/index.ts'
import type { Server } from '../../context.ts'
import type { ServerDb, ServerTables } from '../../tables.ts'
import { handoverRule } from '../handover/rule.ts'

/** The whole district as it is today: a register of some hundreds of people is one answer. */
export async function organisation({ db, runtime }: Server): Promise<Organisation> {
  const today = dayOf(runtime.clock.now(), runtime.calendar.zone)
  // First, so that whoever changes what they have seen here is refused where it was changed meanwhile.
  const revision = await revisionOf(db)
  const [departments, people, posts, absences, rule] = await Promise.all([
    db.selectFrom('departments').selectAll().orderBy('code').execute(),
    db.selectFrom('people').select(['id', 'account', 'name']).orderBy('account').execute(),
    db.selectFrom('posts').selectAll().orderBy('from_day').orderBy('department').execute(),
    db.selectFrom('absences').selectAll().where('to_day', '>=', today).orderBy('from_day').execute(),
    handoverRule(runtime),
  ])
  const postsOf = byPerson(posts)
  const absencesOf = byPerson(absences)
  return {
    revision,
    departments,
    people: people.map((person) => ({
      ...person,
      posts: (postsOf.get(person.id) ?? []).map((post) => heldPost(post, today)),
      absences: (absencesOf.get(person.id) ?? []).map(({ from_day: from, to_day: to, reason }) => ({
        from,
        to,
        reason,
      })),
    })),
    rule,
  }
}

function heldPost(row: ServerTables['posts'], today: string): HeldPost {
  const { department, post, from_day: from, to_day: to, deputy } = row
  return {
    department,
    post,
    roles: JSON.parse(row.roles) as Role[],
    from,
    ...(to === null ? {} : { to }),
    ...(deputy === null ? {} : { deputy }),
    state: from > today ? 'coming' : to !== null && to < today ? 'ended' : 'held',
  }
}

function byPerson<T extends { readonly person_id: string }>(rows: readonly T[]): ReadonlyMap<string, T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) found.set(row.person_id, [...(found.get(row.person_id) ?? []), row])
  return found
}

export async function revisionOf(db: ServerDb): Promise<number> {
  const { last } = await db
    .selectFrom('people_changes')
    .select(({ fn }) => fn.max('revision').as('last'))
    .executeTakeFirstOrThrow()
  return Number(last ?? 0)
}
