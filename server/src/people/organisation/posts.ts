import { dayOf } from '@lianban/engine'
import type { ExpressionBuilder } from 'kysely'
import type { Organisation, Role, SavePost } from '../../contract/index.ts'
import type { Server } from '../../context.ts'
import { notFound } from '../../problem.ts'
import type { ServerDb, ServerTables } from '../../tables.ts'
import { inForce } from '../inForce.ts'
import type { Actor } from '../people.ts'
import { change, unacceptable, type Changed, type Changing } from './change.ts'
import { checkPost, nameOf, type PostKey } from './checkPost.ts'

/** Gives somebody a post, or changes it: title, roles, last day, and who stands in. */
export function savePost(server: Server, actor: Actor, key: PostKey, save: SavePost): Promise<Organisation> {
  const { person, department, from } = key
  const { revision, post, roles, to, deputy } = save
  return change(server, actor, revision, async (changing) => {
    const { db } = changing
    const holder = await nameOf(db, person)
    if (holder === undefined) throw notFound('person', person)
    await checkPost(changing, key, save)
    const before = await postAt(db, key)
    const fields = { post, roles: JSON.stringify([...new Set(roles)]), to_day: to, deputy }
    await db
      .insertInto('posts')
      .values({ person_id: person, department, from_day: from, ...fields })
      .onConflict((conflict) => conflict.columns(['person_id', 'department', 'from_day']).doUpdateSet(fields))
      .execute()
    await someAdminIsLeft(changing)
    const after = told({ person_id: person, department, from_day: from, ...fields })
    if (before && JSON.stringify(told(before)) === JSON.stringify(after)) return undefined
    return changedPost(holder, before ? told(before) : null, after, key, deputy)
  })
}

/** Takes back a post that was entered wrongly: who leaves a post gets a last day instead. */
export function dropPost(server: Server, actor: Actor, key: PostKey, revision: number): Promise<Organisation> {
  return change(server, actor, revision, async (changing) => {
    const { db } = changing
    const before = await postAt(db, key)
    if (!before) throw notFound('post', `${key.person} ${key.department} ${key.from}`)
    await db.deleteFrom('posts').where(isKey(key)).execute()
    await someAdminIsLeft(changing)
    return changedPost((await nameOf(db, key.person)) ?? key.person, told(before), null, key, null)
  })
}

/** Whose tasks a B post may take now: only where one is named, the others are watched already or need not be. */
function changedPost(
  holder: string,
  before: object | null,
  after: object | null,
  { person, department }: PostKey,
  deputy: string | null,
): Changed {
  const owners = deputy === null ? [] : [`user:${person}`, `group:${department}`]
  return { what: 'post', subject: holder, before, after, owners }
}

/** Without an admin nobody could ever change anything again. */
async function someAdminIsLeft({ db, runtime }: Changing): Promise<void> {
  const today = dayOf(runtime.clock.now(), runtime.calendar.zone)
  const held = await db.selectFrom('posts').select(['roles', 'to_day']).where(inForce(today)).execute()
  const stays = held.some(({ roles, to_day }) => to_day === null && (JSON.parse(roles) as Role[]).includes('admin'))
  if (!stays)
    throw unacceptable(
      'last-admin',
      'roles',
      'Nobody would be an administrator without a last day any more',
      'Give somebody else the role first',
    )
}

const isKey =
  ({ person, department, from }: PostKey) =>
  ({ and, eb }: ExpressionBuilder<ServerTables, 'posts'>) =>
    and([eb('person_id', '=', person), eb('department', '=', department), eb('from_day', '=', from)])

const postAt = (db: ServerDb, key: PostKey) => db.selectFrom('posts').selectAll().where(isKey(key)).executeTakeFirst()

const told = ({ department, post, roles, from_day, to_day, deputy }: ServerTables['posts']) => ({
  department,
  post,
  roles: JSON.parse(roles) as Role[],
  from: from_day,
  to: to_day,
  deputy,
})
