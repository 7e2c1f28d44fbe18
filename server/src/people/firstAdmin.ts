import { dayOf } from '@lianban/engine'
import type { Runtime } from '@lianban/engine/runtime'
import { hashPassword } from '../auth/password.ts'
import type { Role } from '../contract/index.ts'
import { tablesOf, type ServerDb } from '../tables.ts'
import { inForce } from './inForce.ts'
import { revisionOf } from './organisation/view.ts'

export interface FirstAdmin {
  readonly account: string
  readonly name: string
  readonly password: string
}

/** The department of whoever begins; its name can be changed like any other. */
const department = { code: 'admin', name: '平台管理', superior: null }
const post = '流程管理员'

/**
 * Gives a district without an admin its first one, who makes everybody else. Answers who is one already, where somebody is:
 * then nothing is done, so that the command is no way around the rights of the district.
 */
export async function firstAdmin(
  runtime: Runtime,
  { account, name, password }: FirstAdmin,
): Promise<string | undefined> {
  const hash = await hashPassword(password)
  const now = runtime.clock.now()
  const today = dayOf(now, runtime.calendar.zone)
  return runtime.transaction(async (transaction) => {
    await transaction.serial('organisation')
    const db = tablesOf(transaction.sql)
    const already = await adminOn(db, today)
    if (already !== undefined) return already
    await db
      .insertInto('departments')
      .values(department)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const person = { id: account, account, name, password: hash }
    await db
      .insertInto('people')
      .values(person)
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, password: hash }))
      .execute()
    const held = { post, roles: JSON.stringify(['admin'] satisfies Role[]), to_day: null, deputy: null }
    await db
      .insertInto('posts')
      .values({ person_id: account, department: department.code, from_day: today, ...held })
      .onConflict((conflict) => conflict.columns(['person_id', 'department', 'from_day']).doUpdateSet(held))
      .execute()
    const after = { department: department.code, post, roles: ['admin'], from: today, to: null, deputy: null }
    const revision = (await revisionOf(db)) + 1
    const told = { what: 'post', subject: name, before: 'null', after: JSON.stringify(after) }
    await db
      .insertInto('people_changes')
      .values({ revision, at: now, person_id: account, ...told })
      .execute()
    return undefined
  })
}

async function adminOn(db: ServerDb, day: string): Promise<string | undefined> {
  const posts = await db
    .selectFrom('posts')
    .innerJoin('people', 'people.id', 'posts.person_id')
    .select(['people.name', 'posts.roles'])
    .where(inForce(day))
    .execute()
  return posts.find(({ roles }) => (JSON.parse(roles) as Role[]).includes('admin'))?.name
}
