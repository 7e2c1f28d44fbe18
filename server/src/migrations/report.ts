import type { Graph, MigrationPlan as EnginePlan } from '@lianban/engine'
import { elementName } from '../cases/modelNames.ts'
import type {
  MigratedCase,
  Migration,
  MigrationObstacle,
  MigrationOutcome,
  MigrationPlan,
  MigrationState,
  Page,
} from '../contract/index.ts'
import { iso, type Server } from '../context.ts'
import { notFound } from '../problem.ts'
import type { Note } from './outcome.ts'
import type { MigrationRow } from './migrations.ts'

const pageSize = 50

export async function migrationOf(server: Server, id: string): Promise<Migration> {
  return view(server, await rowOf(server, id))
}

export async function rowOf({ migrations }: Server, id: string): Promise<MigrationRow> {
  const row = await migrations.row(id)
  if (!row) throw notFound('migration', id)
  return row
}

/** Newest first. */
export async function migrationsOf(server: Server, process: string): Promise<Migration[]> {
  const all = server.db.selectFrom('migrations').selectAll().where('process', '=', process)
  const rows = await all.orderBy('id', 'desc').limit(pageSize).execute()
  return Promise.all(rows.map((row) => view(server, row)))
}

async function view({ db, people, runtime }: Server, row: MigrationRow): Promise<Migration> {
  const former = await runtime.graph(row.process, row.from_version)
  const counted = await db
    .selectFrom('migration_cases')
    .select(['outcome', 'lossless', ({ fn }) => fn.countAll<number>().as('count')])
    .where('migration_id', '=', row.id)
    .groupBy(['outcome', 'lossless'])
    .execute()
  const counts: Partial<Record<MigrationOutcome, number>> = {}
  let undoable = 0
  for (const { outcome, lossless, count } of counted) {
    const known = outcome as MigrationOutcome
    counts[known] = (counts[known] ?? 0) + Number(count)
    if (known === 'moved' && lossless === 1) undoable += Number(count)
  }
  return {
    id: row.id,
    processId: row.process,
    from: row.from_version,
    to: row.to_version,
    plan: JSON.parse(row.plan) as MigrationPlan,
    reason: row.reason,
    by: (await people.names()).person(row.by_person),
    createdAt: iso(row.created_at),
    state: row.state as MigrationState,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    counts,
    undoable: undoable > 0 && inverse(JSON.parse(row.plan) as EnginePlan, former) ? undoable : 0,
    ...(row.undoes === null ? {} : { undoes: row.undoes }),
  }
}

/** A page of the cases of a migration, with what stands in their way or changes. */
export async function migratedCases(
  server: Server,
  id: string,
  { outcome, cursor }: { outcome?: string | undefined; cursor?: string | undefined },
): Promise<Page<MigratedCase>> {
  const { db, runtime, locale } = server
  const migration = await rowOf(server, id)
  let query = db
    .selectFrom('migration_cases')
    .innerJoin('case_list', 'case_list.case_id', 'migration_cases.case_id')
    .selectAll('migration_cases')
    .select(['case_no', 'title'])
    .where('migration_id', '=', id)
  if (outcome) query = query.where('outcome', '=', outcome)
  if (cursor) query = query.where('migration_cases.case_id', '>', cursor)
  const rows = await query
    .orderBy('migration_cases.case_id')
    .limit(pageSize + 1)
    .execute()
  const page = rows.slice(0, pageSize)
  const { process, from_version: from, to_version: to } = migration
  const [former, next] = await Promise.all([runtime.graph(process, from), runtime.graph(process, to)])
  const nameOf = (element: string): string => elementName(next.byId.has(element) ? next : former, element, locale)
  const items = page.map((row) => ({
    caseId: row.case_id,
    caseNo: row.case_no,
    title: row.title,
    outcome: row.outcome as MigrationOutcome,
    problems: JSON.parse(row.problems) as MigratedCase['problems'],
    notes: (JSON.parse(row.notes) as Note[]).map((note) => ({ ...note, elementName: nameOf(note.element) })),
    lossless: row.lossless === 1,
  }))
  const last = page.at(-1)
  return { items, ...(rows.length > pageSize && last ? { next: last.case_id } : {}) }
}

/** What stands in the way of its cases, each kind once. */
export async function obstaclesOf(server: Server, id: string): Promise<MigrationObstacle[]> {
  const { db, runtime, locale } = server
  const { process, from_version: from } = await rowOf(server, id)
  const graph = await runtime.graph(process, from)
  const rows = await db
    .selectFrom('migration_cases')
    .select(['problems', ({ fn }) => fn.countAll<number>().as('count')])
    .where('migration_id', '=', id)
    .where('outcome', 'in', ['choice', 'cannot', 'stayed'])
    .groupBy('problems')
    .execute()
  const found = new Map<string, MigrationObstacle>()
  for (const { problems, count } of rows) {
    for (const problem of JSON.parse(problems) as MigratedCase['problems']) {
      const key = JSON.stringify([problem.code, problem.element, problem.words])
      const cases = (found.get(key)?.cases ?? 0) + Number(count)
      found.set(key, { ...problem, elementName: elementName(graph, problem.element, locale), cases })
    }
  }
  return [...found.values()].toSorted((a, b) => b.cases - a.cases)
}

/**
 * The plan that takes a plan back; none where two elements of the old version have become one: two that the plan names, or
 * one that it names and one that keeps its id.
 */
export function inverse({ elements = {}, flows = {} }: EnginePlan, former: Graph): EnginePlan | undefined {
  const back = turned(elements, (id) => former.byId.has(id))
  const flowsBack = turned(flows, (id) => former.flowById.has(id))
  return back && flowsBack ? { elements: back, flows: flowsBack } : undefined
}

function turned(
  map: Readonly<Record<string, string>>,
  wasThere: (id: string) => boolean,
): Record<string, string> | undefined {
  const entries = Object.entries(map).map(([from, to]) => [to, from] as const)
  const met = entries.some(([to]) => !Object.hasOwn(map, to) && wasThere(to))
  const back = Object.fromEntries(entries)
  return met || Object.keys(back).length < entries.length ? undefined : back
}
