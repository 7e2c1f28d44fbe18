import type { Selectable } from 'kysely'
import type { CaseSummary, Page } from '../contract/index.ts'
import { iso, type Server } from '../context.ts'
import type { ServerTables } from '../tables.ts'
import { statusOf } from '../words.ts'
import { processName } from './modelNames.ts'
import { clockView, leadingClock } from './clockView.ts'

const pageSize = 30

export interface CaseQuery {
  q?: string | undefined
  state?: string | undefined
  cursor?: string | undefined
}

/** Cases, newest first; `q` looks in number, title and applicant. */
export async function listCases(server: Server, { q, state, cursor }: CaseQuery): Promise<Page<CaseSummary>> {
  let query = server.db.selectFrom('case_list').selectAll()
  if (q) {
    const like = `%${q.toLowerCase().replace(/[\\%_]/g, '')}%`
    query = query.where(({ or, eb, fn }) =>
      or((['case_no', 'title', 'applicant'] as const).map((column) => eb(fn('lower', [column]), 'like', like))),
    )
  }
  if (state) query = query.where('state', '=', state)
  const [at, id] = cursor?.split('~') ?? []
  if (at !== undefined && id !== undefined) {
    query = query.where(({ or, and, eb }) =>
      or([eb('received_at', '<', Number(at)), and([eb('received_at', '=', Number(at)), eb('case_id', '<', id)])]),
    )
  }
  const rows = await query
    .orderBy('received_at', 'desc')
    .orderBy('case_id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const page = rows.slice(0, pageSize)
  const items = await Promise.all(page.map((row) => summaryOf(server, row)))
  const last = page.at(-1)
  return { items, ...(rows.length > pageSize && last ? { next: `${last.received_at}~${last.case_id}` } : {}) }
}

async function summaryOf(server: Server, row: Selectable<ServerTables['case_list']>): Promise<CaseSummary> {
  const { runtime } = server
  const graph = await runtime.graph(row.process, row.version)
  const stored = row.ended_at === null ? await runtime.store.case(row.case_id) : undefined
  const running = [...(stored?.state.instances.values() ?? [])].flatMap(({ key, clock }) =>
    clock ? (clockView(key, clock, runtime) ?? []) : [],
  )
  const clock = leadingClock(running)
  return {
    id: row.case_id,
    caseNo: row.case_no,
    title: row.title,
    applicant: row.applicant,
    processId: row.process,
    processName: processName(graph, server.locale),
    version: row.version,
    status: statusOf(row.status),
    state: row.state as CaseSummary['state'],
    receivedAt: iso(row.received_at),
    ...(row.ended_at === null ? {} : { endedAt: iso(row.ended_at) }),
    ...(clock ? { clock } : {}),
  }
}
