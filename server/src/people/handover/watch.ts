import { dayOf } from '@lianban/engine'
import type { Runtime, TaskRow, Transaction } from '@lianban/engine/runtime'
import { prepared } from '../../prepared.ts'
import { tablesOf } from '../../tables.ts'

interface Concerned {
  readonly caseId: string
  readonly key: number
  readonly groups: readonly string[]
  readonly people: readonly string[]
}

interface Watched {
  readonly case_id: string
  readonly key: number
  readonly since: number
  readonly look_at: number
  readonly today: string
}

/** A statement for each number of departments and people that a task may be for. */
const statements = new Map<string, ReturnType<typeof statementFor>>()

const statementFor = (groups: number, people: number) =>
  prepared((db, row: Watched & Readonly<Record<string, string | number>>) => {
    const values = (name: string, count: number): string[] =>
      Array.from({ length: count }, (_, index) => row[`${name}${index}`] as string)
    return db
      .insertInto('post_watch')
      .columns(['case_id', 'key', 'since', 'look_at'])
      .expression(({ selectFrom, cast, val }) =>
        selectFrom('posts')
          .leftJoin('absences', (join) =>
            join
              .onRef('absences.person_id', '=', 'posts.person_id')
              .on('absences.from_day', '<=', row.today)
              .on('absences.to_day', '>=', row.today),
          )
          .select(({ case: when }) => [
            cast<string>(val(row.case_id), 'text').as('case_id'),
            cast<number>(val(row.key), 'integer').as('key'),
            cast<number>(val(row.since), 'bigint').as('since'),
            when()
              .when('absences.person_id', 'is not', null)
              .then(cast<number>(val(row.since), 'bigint'))
              .else(cast<number>(val(row.look_at), 'bigint'))
              .end()
              .as('look_at'),
          ])
          .where('posts.deputy', 'is not', null)
          .where(({ or, eb }) =>
            or([
              eb('posts.department', 'in', [...values('group', groups), '']),
              eb('posts.person_id', 'in', [...values('person', people), '']),
            ]),
          )
          .orderBy('look_at')
          .limit(1),
      )
      .onConflict((conflict) =>
        conflict.columns(['case_id', 'key']).doUpdateSet(({ ref }) => ({
          since: ref('excluded.since'),
          look_at: ref('excluded.look_at'),
        })),
      )
  })

/**
 * Watches the task from now on, in one statement, where a post that it is for has a deputy: at once where its holder is on leave
 * today, else from the instant `lookAt`.
 */
export function watchTask(
  transaction: Transaction,
  { caseId, key, groups, people }: Concerned,
  since: number,
  lookAt: number,
  today: string,
): void {
  if (groups.length + people.length === 0) return
  const shape = `${groups.length} ${people.length}`
  const statement = statements.get(shape) ?? statementFor(groups.length, people.length)
  statements.set(shape, statement)
  const row = {
    case_id: caseId,
    key,
    since,
    look_at: lookAt,
    today,
    ...Object.fromEntries(groups.map((code, index) => [`group${index}`, code])),
    ...Object.fromEntries(people.map((id, index) => [`person${index}`, id])),
  }
  transaction.later(statement(tablesOf(transaction.sql), row))
}

const page = 500

/**
 * Looks at once at the open tasks of these owners (`user:ID`, `group:CODE`): somebody takes leave, or a post has got a deputy.
 * The half working day of what was not watched before begins now.
 */
export async function watchOpenTasks(runtime: Runtime, { sql }: Transaction, owners: readonly string[]): Promise<void> {
  if (owners.length === 0) return
  const now = runtime.clock.now()
  for (let last: TaskRow | undefined, more = true; more;) {
    const after: { after?: TaskRow } = last ? { after: last } : {}
    const tasks = await runtime.store.openTasks({ owners, limit: page, ...after })
    if (tasks.length > 0)
      await tablesOf(sql)
        .insertInto('post_watch')
        .values(tasks.map(({ caseId, key }) => ({ case_id: caseId, key, since: now, look_at: now })))
        .onConflict((conflict) => conflict.columns(['case_id', 'key']).doUpdateSet({ look_at: now }))
        .execute()
    last = tasks.at(-1)
    more = tasks.length === page
  }
}

/** Begins the watch in a database from before there was one. */
export async function watchPosts(runtime: Runtime, transaction: Transaction): Promise<void> {
  const posts = await tablesOf(transaction.sql)
    .selectFrom('posts')
    .select(['person_id', 'department', 'to_day'])
    .where('deputy', 'is not', null)
    .execute()
  const today = dayOf(runtime.clock.now(), runtime.calendar.zone)
  const held = posts.filter(({ to_day }) => to_day === null || to_day >= today)
  const owners = held.flatMap(({ person_id, department }) => [`user:${person_id}`, `group:${department}`])
  await watchOpenTasks(runtime, transaction, [...new Set(owners)])
}
