import { dayOf } from '@lianban/engine'
import type { SavePost } from '../../contract/index.ts'
import { notFound } from '../../problem.ts'
import type { ServerDb } from '../../tables.ts'
import { unacceptable, type Changing } from './change.ts'

/** Which post: of whom, in which department, since when. */
export interface PostKey {
  readonly person: string
  readonly department: string
  readonly from: string
}

/** What a post cannot be is refused with its field: its department, its days, who stands in. */
export async function checkPost(changing: Changing, key: PostKey, { to, deputy }: SavePost): Promise<void> {
  const { db } = changing
  const { person, department, from } = key
  if (!(await db.selectFrom('departments').select('code').where('code', '=', department).executeTakeFirst()))
    throw notFound('department', department)
  if (to !== null && to < from) {
    const words = `The post would end on ${to}, before it begins on ${from}`
    throw unacceptable('period-invalid', 'to', words, 'Choose a later day')
  }
  await checkOthers(db, key, to)
  if (deputy === person)
    throw unacceptable('deputy-oneself', 'deputy', 'Nobody stands in for themselves', 'Choose somebody else')
  if (deputy !== null) await checkDeputy(changing, deputy, from)
}

/** On each day somebody holds one post in a department: whose it is then must be certain. */
async function checkOthers(db: ServerDb, { person, department, from }: PostKey, to: string | null): Promise<void> {
  const all = await db
    .selectFrom('posts')
    .select(['post', 'from_day', 'to_day'])
    .where('person_id', '=', person)
    .where('department', '=', department)
    .where('from_day', '!=', from)
    .execute()
  const other = all.find(
    ({ from_day, to_day }) => (to === null || from_day <= to) && (to_day === null || to_day >= from),
  )
  if (!other) return
  const words = `«${other.post}» is held in ${department} from ${other.from_day} to ${other.to_day ?? 'whenever'}`
  throw unacceptable('post-overlaps', 'from', words, 'Give the earlier post a last day first')
}

async function checkDeputy({ db, runtime }: Changing, deputy: string, from: string): Promise<void> {
  const name = await nameOf(db, deputy)
  if (name === undefined)
    throw unacceptable('no-such-deputy', 'deputy', `There is no person ${deputy}`, 'Choose somebody of the list')
  const today = dayOf(runtime.clock.now(), runtime.calendar.zone)
  const day = from > today ? from : today
  const held = await db
    .selectFrom('posts')
    .select('to_day')
    .where('person_id', '=', deputy)
    .where(({ or, eb }) => or([eb('to_day', 'is', null), eb('to_day', '>=', day)]))
    .executeTakeFirst()
  if (held) return
  const words = `${name} holds no post on ${day} or later`
  throw unacceptable('deputy-without-post', 'deputy', words, 'Give them a post first')
}

export const nameOf = async (db: ServerDb, id: string): Promise<string | undefined> =>
  (await db.selectFrom('people').select('name').where('id', '=', id).executeTakeFirst())?.name
