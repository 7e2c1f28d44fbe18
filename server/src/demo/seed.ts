import { dayOf } from '@lianban/engine'
import { hashPassword } from '../auth/password.ts'
import type { Server } from '../context.ts'
import { demoRule, handoverSetting } from '../people/handover/rule.ts'
import { alone } from '../schema.ts'
import { tablesOf } from '../tables.ts'
import { demoPassword, departments, people } from './district.ts'
import { readProcessFolder } from './processFolder.ts'

/** Fills an empty database with the demo district; false when there is a district already. */
export async function seedDistrict({ runtime, db }: Server): Promise<boolean> {
  if (await db.selectFrom('departments').select('code').limit(1).executeTakeFirst()) return false
  const password = await hashPassword(demoPassword)
  const today = dayOf(runtime.clock.now(), runtime.calendar.zone)
  const mine = await runtime.transaction(async (transaction) => {
    await alone(transaction)
    const into = tablesOf(transaction.sql)
    if (await into.selectFrom('departments').select('code').limit(1).executeTakeFirst()) return false
    await into
      .insertInto('departments')
      .values(departments.map((department) => ({ ...department })))
      .execute()
    await into
      .insertInto('people')
      .values(people.map(({ account, name }) => ({ id: account, account, name, password })))
      .execute()
    const posts = people.map(({ account, department, post, roles, deputy = null }) => ({
      person_id: account,
      department,
      post,
      roles: JSON.stringify(roles),
      from_day: today,
      to_day: null,
      deputy,
    }))
    await into.insertInto('posts').values(posts).execute()
    await transaction.setSetting('demo', 'true')
    await transaction.setSetting(handoverSetting, JSON.stringify(demoRule))
    return true
  })
  if (!mine) return false
  const { bpmn, ...resources } = await readProcessFolder('joint-approval')
  const deployed = await runtime.deploy({ bpmn, resources: resources as never, by: 'admin', note: '初始版本' })
  if (!deployed.ok) throw new Error(`Expected the demo process to compile: ${JSON.stringify(deployed.problems)}`)
  return true
}
