import { mapAutomatically, type Graph, type MigrationPlan } from '@lianban/engine'
import { elementName, flowName } from '../cases/modelNames.ts'
import type { MigrationMapping, PlanMigration } from '../contract/index.ts'
import type { Locale, Server } from '../context.ts'
import type { Actor } from '../people/people.ts'
import { ApiError, notFound } from '../problem.ts'
import { inverse, rowOf } from './report.ts'

/** Live cases that are read to tell where something lives. */
const mostCounted = 2_000

const runningOf = ({ db }: Server, process: string, version: number) =>
  db.selectFrom('case_list').where('process', '=', process).where('version', '=', version).where('ended_at', 'is', null)

/** Where each element of a version goes by itself in another, and how much lives there. */
export async function mappingOf(server: Server, process: string, from: number, to: number): Promise<MigrationMapping> {
  const { runtime, locale } = server
  await bothPublished(server, process, from, to)
  const [former, next] = await Promise.all([runtime.graph(process, from), runtime.graph(process, to)])
  const live = new Map<string, number>()
  const waiting = new Map<string, MigrationMapping['tokens'][number]>()
  const ids = await runningOf(server, process, from).select('case_id').orderBy('case_id').limit(mostCounted).execute()
  for (const { case_id } of ids) {
    const row = await runtime.store.case(case_id)
    for (const { key, element, loop, parked = {} } of row?.state.instances.values() ?? []) {
      if (key !== 1 && !loop) live.set(element, (live.get(element) ?? 0) + 1)
      for (const [gateway, flows] of Object.entries(parked)) {
        for (const [flow, count] of Object.entries(flows)) {
          live.set(gateway, (live.get(gateway) ?? 0) + count)
          const seen = waiting.get(flow)?.count ?? 0
          waiting.set(flow, { gateway, flow, name: flowName(former, flow, locale), count: seen + count })
        }
      }
    }
  }
  const { count } = await runningOf(server, process, from)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const elements = mapAutomatically(former, next)
    .filter(({ type }) => type !== 'process')
    .map(({ element, type, to: target, by, candidates }) => ({
      element,
      name: elementName(former, element, locale),
      type,
      live: live.get(element) ?? 0,
      ...(target === undefined ? {} : { to: target }),
      by,
      candidates: candidates.map((id) => ({ id, name: elementName(next, id, locale) })),
    }))
  return {
    from,
    to,
    running: Number(count),
    elements: elements.toSorted((a, b) => b.live - a.live),
    tokens: [...waiting.values()],
    flows: flowsIntoGateways(next, locale),
  }
}

const flowsIntoGateways = (graph: Graph, locale: Locale): MigrationMapping['flows'] =>
  graph.nodes
    .filter(({ type, incoming }) => type.endsWith('Gateway') && incoming.length > 1)
    .flatMap(({ id: gateway, incoming }) =>
      incoming.map((index) => {
        const { id } = graph.flows[index]!
        return { id, gateway, name: flowName(graph, id, locale) }
      }),
    )

/** Begins the dry run. */
export async function planMigration(
  server: Server,
  actor: Actor,
  process: string,
  { from, to, plan, reason, cases }: PlanMigration,
): Promise<string> {
  await bothPublished(server, process, from, to)
  if (from === to) {
    throw new ApiError(409, 'same-version', `Version ${from} is where the cases run already`, {
      remedy: 'Choose another version to go to',
    })
  }
  if (reason.trim() === '')
    throw new ApiError(409, 'reason-missing', 'A migration needs a reason', { remedy: 'Write the reason' })
  const some = cases === undefined ? {} : { cases }
  return server.migrations.begin({ process, from, to, plan: plan as MigrationPlan, reason, by: actor.id, ...some })
}

async function bothPublished({ runtime }: Server, process: string, ...versions: number[]): Promise<void> {
  for (const version of versions) {
    if (!(await runtime.store.definition(process, version))) throw notFound('process', `${process} ${version}`)
  }
}

/** The migration back, as a dry run of its own, for the cases that lose nothing by it. */
export async function undoMigration(server: Server, actor: Actor, id: string, reason: string): Promise<string> {
  const { process, from_version: from, to_version: to, plan, state } = await rowOf(server, id)
  const back = inverse(JSON.parse(plan) as MigrationPlan, await server.runtime.graph(process, from))
  if (!back) {
    throw new ApiError(409, 'undo-ambiguous', 'Two elements have become one, so nothing says which a case came from', {
      remedy: 'Plan a migration back and choose',
    })
  }
  const moved = server.db.selectFrom('migration_cases').select('case_id').where('migration_id', '=', id)
  const rows = await moved.where('outcome', '=', 'moved').where('lossless', '=', 1).execute()
  if (rows.length === 0 || state === 'running') {
    throw new ApiError(409, 'nothing-to-undo', 'No case of this migration can go back without losing something', {
      remedy: state === 'running' ? 'Pause it first' : 'Plan a migration back and choose what is lost',
    })
  }
  const cases = rows.map(({ case_id }) => case_id)
  return server.migrations.begin({ process, from: to, to: from, plan: back, reason, by: actor.id, cases, undoes: id })
}
