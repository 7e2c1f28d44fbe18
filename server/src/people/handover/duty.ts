import type { Duty } from '@lianban/engine/runtime'
import type { ExpressionBuilder } from 'kysely'
import type { Server } from '../../context.ts'
import { tablesOf, type ServerDb, type ServerTables } from '../../tables.ts'
import { lookAtTask, type Next } from './look.ts'
import { handoverRule } from './rule.ts'

type Watched = ServerTables['post_watch']

/** Tasks that are looked at together. */
const together = 64

/** AB岗: looks at each watched task when half a working day is over that nobody has claimed it in, or that its A post was absent. */
export const handoverDuty = (server: () => Server): Duty => ({
  name: 'handover to B posts',
  async next() {
    const { at } = await server()
      .db.selectFrom('post_watch')
      .select(({ fn }) => fn.min('look_at').as('at'))
      .where('look_at', 'is not', null)
      .executeTakeFirstOrThrow()
    return at === null ? undefined : Number(at)
  },
  async take(at) {
    const { db, runtime } = server()
    const due = await db
      .selectFrom('post_watch')
      .selectAll()
      .where('look_at', '<=', at)
      .orderBy('look_at')
      .orderBy('case_id')
      .limit(together)
      .execute()
    if (due.length === 0) return 0
    const rule = await handoverRule(runtime)
    const looked: { row: Watched; next: Next }[] = []
    for (const row of due) looked.push({ row, next: await lookAtTask(server(), row, rule, at) })
    await runtime.transaction(async ({ sql }) => {
      const own = tablesOf(sql)
      for (const { row, next } of looked) await enter(own, row, next)
    })
    return due.length
  },
})

/** Nothing is entered where the task has been watched anew meanwhile, or another node has looked. */
async function enter(db: ServerDb, { case_id, key, since, look_at }: Watched, next: Next): Promise<void> {
  const asSeen = ({ and, eb }: ExpressionBuilder<ServerTables, 'post_watch'>) =>
    and([eb('case_id', '=', case_id), eb('key', '=', key), eb('since', '=', since), eb('look_at', '=', look_at)])
  if (next === 'forgotten') await db.deleteFrom('post_watch').where(asSeen).execute()
  else await db.updateTable('post_watch').set(next).where(asSeen).execute()
}
