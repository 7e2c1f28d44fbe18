import type { PostHolder } from '@lianban/engine'
import type { TaskRow } from '@lianban/engine/runtime'
import type { ServerDb } from '../../tables.ts'
import { inForce } from '../inForce.ts'

export interface StandIn {
  readonly from: PostHolder
  readonly to: PostHolder
}

/** `nobody-named`: no post of the task has a deputy; `nobody-present`: all deputies are on leave or hold no post today. */
export type NoStandIn = 'nobody-named' | 'nobody-present'

interface Held {
  readonly person_id: string
  readonly department: string
  readonly post: string
  readonly deputy: string | null
}

/**
 * Who stands in today: for whoever has the task, else for an A post of its departments. A deputy on leave passes it to their
 * own, so that the first of the line who is there gets it.
 */
export async function standInFor(db: ServerDb, task: TaskRow, today: string): Promise<StandIn | NoStandIn> {
  const posts = await postsOf(db, task, today)
  const [first] = posts
  if (!first) return 'nobody-named'
  for (const { person_id: person, post, deputy } of posts) {
    const to = await present(db, task, deputy, new Set([person]), today)
    if (to) return { from: { person, post }, to }
  }
  return 'nobody-present'
}

/** A posts that answer for the task: those of whoever has it, else of its departments; its own first. */
export async function postsOf(db: ServerDb, task: TaskRow, today: string): Promise<Held[]> {
  const { assignee, groups, users } = task
  const found = await db
    .selectFrom('posts')
    .select(['person_id', 'department', 'post', 'deputy'])
    .where('deputy', 'is not', null)
    .where(inForce(today))
    .where(({ or, eb }) =>
      assignee === null
        ? or([eb('department', 'in', [...groups, '']), eb('person_id', 'in', [...users, ''])])
        : eb('person_id', '=', assignee),
    )
    .orderBy('person_id')
    .orderBy('department')
    .execute()
  return ownFirst(found, task)
}

async function present(
  db: ServerDb,
  task: TaskRow,
  deputy: string | null,
  asked: Set<string>,
  today: string,
): Promise<PostHolder | undefined> {
  if (deputy === null || asked.has(deputy)) return undefined
  const [held] = ownFirst(
    await db
      .selectFrom('posts')
      .select(['person_id', 'department', 'post', 'deputy'])
      .where('person_id', '=', deputy)
      .where(inForce(today))
      .orderBy('department')
      .execute(),
    task,
  )
  if (!held) return undefined
  if (!(await absenceOn(db, deputy, today))) return { person: deputy, post: held.post }
  return present(db, task, held.deputy, asked.add(deputy), today)
}

const ownFirst = (posts: readonly Held[], { groups }: TaskRow): Held[] => {
  const own = ({ department }: Held): number => (groups.includes(department) ? 0 : 1)
  return posts.toSorted((a, b) => own(a) - own(b))
}

const absenceOn = (db: ServerDb, person: string, day: string) =>
  db
    .selectFrom('absences')
    .select('to_day')
    .where('person_id', '=', person)
    .where('from_day', '<=', day)
    .where('to_day', '>=', day)
    .executeTakeFirst()
