import type { ServerDb } from '../tables.ts'

export async function openIncidents(db: ServerDb): Promise<number> {
  const all = db.selectFrom('case_list').where('state', '=', 'incident')
  return (await all.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
}

export interface Stuck {
  readonly caseId: string
  readonly process: string
}

/** Cases that stand with an incident, oldest first: of one process or of all. */
export async function stuckCases(db: ServerDb, process: string | undefined, limit: number): Promise<Stuck[]> {
  const all = db.selectFrom('case_list').select(['case_id', 'process']).where('state', '=', 'incident')
  const wanted = process === undefined ? all : all.where('process', '=', process)
  const rows = await wanted.orderBy('received_at').orderBy('case_id').limit(limit).execute()
  return rows.map((row) => ({ caseId: row.case_id, process: row.process }))
}
