import { hashPassword } from '../../auth/password.ts'
import type { Organisation, SavePerson } from '../../contract/index.ts'
import type { Server } from '../../context.ts'
import { applicant, supervision } from '../../cases/modelNames.ts'
import type { Actor } from '../people.ts'
import { change, unacceptable } from './change.ts'

/** Names that stand in records for those who are nobody of the district. */
const reserved: readonly string[] = [applicant, supervision]

/** Makes a person, renames them, or gives them a new password. */
export async function savePerson(server: Server, actor: Actor, id: string, save: SavePerson): Promise<Organisation> {
  const { revision, name, password } = save
  const hash = password === undefined ? undefined : await hashPassword(password)
  return change(server, actor, revision, async ({ db }) => {
    if (reserved.includes(id))
      throw unacceptable('code-reserved', 'id', `${id} stands for nobody of the district`, 'Choose another account')
    const before = await db.selectFrom('people').select(['id', 'name']).where('id', '=', id).executeTakeFirst()
    if (!before) {
      if (hash === undefined)
        throw unacceptable('password-missing', 'password', 'A new person needs a password', 'Enter a first password')
      await db.insertInto('people').values({ id, account: id, name, password: hash }).execute()
      return { what: 'person', subject: name, before: null, after: { account: id, name } }
    }
    if (before.name === name && hash === undefined) return undefined
    await db
      .updateTable('people')
      .set({ name, ...(hash === undefined ? {} : { password: hash }) })
      .where('id', '=', id)
      .execute()
    if (hash !== undefined) await db.deleteFrom('sessions').where('person_id', '=', id).execute()
    const renewed = hash === undefined ? {} : { password: 'renewed' }
    return { what: 'person', subject: name, before: { name: before.name }, after: { name, ...renewed } }
  })
}
