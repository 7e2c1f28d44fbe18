import type { Kysely } from 'kysely'
import { unsealed } from '../../audit/chain.ts'
import type { RecordPage, SealedStep, Store } from '../port.ts'
import { dueReads } from './due.ts'
import { inboxReads } from './inbox.ts'
import { caseOf, definitionOf, taskOf, type Tables } from './tables.ts'

export type Reads = Omit<Store, 'migrate' | 'transaction' | 'lanes' | 'watch' | 'close'>

/** What is read outside of transactions: the same for every SQL store. */
export function sqlReads(db: Kysely<Tables>): Reads {
  return {
    async definition(process, version) {
      const row = await db
        .selectFrom('definitions')
        .selectAll()
        .where('process', '=', process)
        .where('version', '=', version)
        .executeTakeFirst()
      return row && definitionOf(row)
    },
    async definitions(process) {
      const all = db.selectFrom('definitions').selectAll()
      if (process !== undefined)
        return (await all.where('process', '=', process).orderBy('version', 'desc').execute()).map(definitionOf)
      const latest = db
        .selectFrom('definitions')
        .select(['process', ({ fn }) => fn.max('version').as('version')])
        .groupBy('process')
      const rows = await db
        .selectFrom('definitions')
        .innerJoin(latest.as('latest'), (join) =>
          join.onRef('latest.process', '=', 'definitions.process').onRef('latest.version', '=', 'definitions.version'),
        )
        .selectAll('definitions')
        .orderBy('definitions.name')
        .execute()
      return rows.map(definitionOf)
    },
    async case(id) {
      const row = await db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst()
      return row && caseOf(row)
    },
    async caseByKey(businessKey) {
      const row = await db.selectFrom('cases').selectAll().where('business_key', '=', businessKey).executeTakeFirst()
      return row && caseOf(row)
    },
    async caseIds({ after, limit, endedBefore, running }) {
      const all = db.selectFrom('cases').select('id').orderBy('id').limit(limit)
      const rest = after === undefined ? all : all.where('id', '>', after)
      const wanted = endedBefore === undefined ? rest : rest.where('ended_at', '<', endedBefore)
      const still = running ? wanted.where('ended_at', 'is', null) : wanted
      return (await still.execute()).map(({ id }) => id)
    },
    async countRunning() {
      const all = db.selectFrom('cases').where('ended_at', 'is', null)
      return (await all.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
    },
    async called(parent) {
      const all = db.selectFrom('cases').select('id').where('parent', '=', parent)
      return (await all.orderBy('started_at').orderBy('id').execute()).map(({ id }) => id)
    },
    async running(process) {
      const rows = await db
        .selectFrom('cases')
        .select(['version', ({ fn }) => fn.countAll<number>().as('count')])
        .where('process', '=', process)
        .where('status', '=', 'active')
        .groupBy('version')
        .execute()
      return new Map(rows.map(({ version, count }) => [version, count]))
    },
    async events(caseId, page) {
      return (await steps(db, caseId, page)).flatMap(unsealed)
    },
    steps: (caseId, page) => steps(db, caseId, page),
    async tasksOf(caseId) {
      const all = db.selectFrom('tasks').selectAll().where('case_id', '=', caseId)
      return (await all.orderBy('key').execute()).map(taskOf)
    },
    ...inboxReads(db),
    ...dueReads(db),
    async setting(name) {
      const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
      return row?.value
    },
  }
}

function steps(
  db: Kysely<Tables>,
  caseId: string,
  { after = 0, steps: limit }: RecordPage = {},
): Promise<SealedStep[]> {
  const all = db.selectFrom('steps').select(['seq', 'at', 'events', 'seal']).where('case_id', '=', caseId)
  const rest = all.where('seq', '>', after).orderBy('seq')
  return (limit === undefined ? rest : rest.limit(limit)).execute()
}
