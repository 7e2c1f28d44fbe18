import type { Kysely } from 'kysely'
import type { Store } from '../port.ts'
import { never } from '../../step/state.ts'
import { letterOf, type Tables } from './tables.ts'

/** What waits for its time: reads that cost what is due, never what is pending. */
export function dueReads(
  db: Kysely<Tables>,
): Pick<Store, 'dueTimers' | 'nextDue' | 'nextJob' | 'nextLetter' | 'lettersGivenUp'> {
  return {
    async dueTimers(at, limit) {
      const rows = await db
        .selectFrom('timers')
        .selectAll()
        .where('due', '<=', at)
        .orderBy('due')
        .orderBy('case_id')
        .orderBy('key')
        .limit(limit)
        .execute()
      return rows.map(({ case_id, ...timer }) => ({ caseId: case_id, ...timer }))
    },
    async nextDue() {
      const row = await db.selectFrom('timers').select('due').orderBy('due').limit(1).executeTakeFirst()
      return row?.due
    },
    async nextJob(types) {
      const firsts = await Promise.all(
        types.map((type) =>
          db.selectFrom('jobs').select('run_at').where('type', '=', type).orderBy('run_at').limit(1).executeTakeFirst(),
        ),
      )
      const times = firsts.flatMap((row) => row?.run_at ?? [])
      return times.length > 0 ? Math.min(...times) : undefined
    },
    async nextLetter() {
      const row = await db.selectFrom('outbox').select('run_at').orderBy('run_at').limit(1).executeTakeFirst()
      return row && row.run_at < never ? row.run_at : undefined
    },
    async lettersGivenUp(limit) {
      const all = db.selectFrom('outbox').selectAll().where('run_at', '>=', never)
      return (await all.orderBy('run_at').orderBy('position').limit(limit).execute()).map(letterOf)
    },
  }
}
