import { notToBeActivated, timeline, type Graph, type Instance, type State } from '@lianban/engine'
import { suspension, timelineView } from '../cases/caseView.ts'
import { outcomeNames } from '../cases/forms.ts'
import { elementName, flowName } from '../cases/modelNames.ts'
import { resourcesOf } from '../cases/resources.ts'
import type { CaseStructure, LiveInstance } from '../contract/index.ts'
import { iso, type Locale, type Server } from '../context.ts'
import { notFound } from '../problem.ts'

/** What lives in a case, what may begin in it, and where it may be put back to. */
export async function caseStructure(server: Server, caseId: string): Promise<CaseStructure> {
  const { runtime, people, locale } = server
  const row = await runtime.store.case(caseId)
  if (!row) throw notFound('case', caseId)
  const { state, process, version } = row
  const [graph, definition, names, steps, events] = await Promise.all([
    runtime.graph(process, version),
    runtime.store.definition(process, version),
    people.names(),
    runtime.store.steps(caseId),
    runtime.store.events(caseId),
  ])
  const words = { names, locale, graph, outcomeName: outcomeNames(graph, resourcesOf(definition!), locale) }
  const entries = timeline(events, graph, runtime.calendar.zone)
  // Before its last migration the case ran on another version, to which no step leads back.
  const migrated = events.findLast(({ event }) => event.type === 'caseMigrated')?.seq ?? 0
  return {
    ...suspension(row),
    variables: { ...state.instances.get(1)?.variables },
    instances: state.status === 'active' ? [...state.instances.values()].map((one) => live(one, graph, locale)) : [],
    tokens: state.status === 'active' ? tokensOf(state, graph, locale) : [],
    elements: graph.nodes
      .filter((node) => notToBeActivated(graph, node) === undefined)
      .map(({ id, type, parent }) => ({
        id,
        name: elementName(graph, id, locale),
        type,
        ...(parent > 0 ? { container: graph.nodes[parent]!.id } : {}),
      })),
    points: steps.flatMap(({ seq, at }, index) => {
      const end = steps[index + 1]?.seq ?? Number.POSITIVE_INFINITY
      const entry = entries.find((one) => one.seq >= seq && one.seq < end)
      return entry && index > 0 && seq > migrated
        ? [{ before: seq, at: iso(at), entry: timelineView(entry, words) }]
        : []
    }),
  }
}

function live({ key, scope, element, position, ...instance }: Instance, graph: Graph, locale: Locale): LiveInstance {
  const { task, job, called, incident, timers = [], subscriptions = [], variables = {} } = instance
  const waits: LiveInstance['waits'] = []
  if (task) waits.push('task')
  if (job) waits.push(job.listener ? 'listener' : 'job')
  if (called !== undefined) waits.push('case')
  if (timers.length > 0) waits.push('timer')
  for (const { kind } of subscriptions) {
    const wait = kind === 'conditional' ? 'condition' : kind
    if (!waits.includes(wait)) waits.push(wait)
  }
  return {
    key,
    scope,
    element,
    elementName: elementName(graph, element, locale),
    type: graph.byId.get(element)?.type ?? '',
    ...(position === undefined ? {} : { item: position + 1 }),
    waits,
    ...(incident ? { incident: incident.message } : {}),
    ...(key > 1 && Object.keys(variables).length > 0 ? { variables: { ...variables } } : {}),
  }
}

function tokensOf(state: State, graph: Graph, locale: Locale): CaseStructure['tokens'] {
  return [...state.instances.values()].flatMap(({ key, parked = {} }) =>
    Object.entries(parked).flatMap(([gateway, flows]) =>
      Object.entries(flows).map(([flow, count]) => ({
        scope: key,
        gateway,
        gatewayName: elementName(graph, gateway, locale),
        flow,
        flowName: flowName(graph, flow, locale),
        count,
      })),
    ),
  )
}
