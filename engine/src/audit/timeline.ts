import { dayOf } from '../time/index.ts'
import type { Handover } from '../step/command.ts'
import type { Event } from '../step/event.ts'
import type { Graph } from '../model/graph.ts'
import type { Reason } from './reasons.ts'
import { corrected } from './corrections.ts'
import { elementsOf, presentTerms } from './presentTerms.ts'
import type { RecordedEvent } from './recorded.ts'

/** One line of the readable history: a stable code and the values for its words. */
export interface TimelineEntry {
  readonly seq: number
  readonly at: number
  readonly code: string
  readonly element?: string
  readonly elementName?: string
  /** Id of the person who acted. */
  readonly by?: string
  readonly detail: Readonly<Record<string, string>>
}

export type Line = { code: string; element?: string; by?: string | undefined; detail?: Record<string, string> }

/**
 * What a person wants to read of a case's record, oldest first; tokens and variables stay in the record itself. With
 * `why`, ways that were taken say which condition held and with which values.
 */
export function timeline(
  events: readonly RecordedEvent[],
  graph: Graph,
  zone: string,
  why: ReadonlyMap<number, Reason> = new Map(),
): TimelineEntry[] {
  const elements = elementsOf(events)
  const entries: TimelineEntry[] = []
  for (const { seq, at, event } of presentTerms(events)) {
    const line = read(event, elements, graph, zone)
    if (!line) continue
    const name = line.element === undefined ? undefined : graph.byId.get(line.element)?.name
    entries.push({
      seq,
      at,
      code: line.code,
      ...(line.element === undefined ? {} : { element: line.element }),
      ...(name ? { elementName: name } : {}),
      ...(line.by === undefined ? {} : { by: line.by }),
      detail: { ...line.detail, ...because(why.get(seq)) },
    })
  }
  return entries
}

function read(event: Event, elements: ReadonlyMap<number, string>, graph: Graph, zone: string): Line | undefined {
  switch (event.type) {
    case 'caseStarted':
      return { code: 'case.started', element: event.element, by: event.by }
    case 'caseCompleted':
      return { code: 'case.completed' }
    case 'caseTerminated':
      return { code: 'case.terminated', by: event.by, detail: { reason: event.reason } }
    case 'statusChanged':
      return { code: 'status.changed', element: event.element, detail: { status: event.code } }
    case 'clockStarted': {
      const { n, unit, kind, basis, on } = event
      return {
        code: 'clock.started',
        element: elements.get(event.key) ?? '',
        detail: { n: String(n), unit, kind, basis, on },
      }
    }
    case 'clockStopped': {
      const { element, by, ground, document } = event
      return { code: 'clock.stopped', element, by, detail: { ground, document } }
    }
    case 'clockResumed':
      return { code: 'clock.resumed', element: event.element, by: event.by, detail: { document: event.document } }
    case 'clockExtended': {
      const { element, by, n, reason } = event
      return { code: 'clock.extended', element, by, detail: { n: String(n), reason } }
    }
    case 'clockAwaited': {
      const { element, n, unit, basis } = event
      return { code: 'clock.awaited', element, detail: { n: String(n), unit, basis } }
    }
    case 'clockRestarted':
      return { code: 'clock.restarted', element: event.element, detail: { on: event.on } }
    case 'dueDerived': {
      const { element, calendar, from, to, provisional } = event
      const days = { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) }
      return { code: 'clock.derived', element, detail: { calendar, ...days, provisional: String(provisional) } }
    }
    case 'noticeGiven':
      return { code: 'notice.given', element: event.element, by: event.by, detail: { items: event.items.join('；') } }
    case 'taskCreated':
      return { code: 'task.created', element: event.element, detail: { groups: event.groups.join(',') } }
    case 'taskClaimed':
      return { code: 'task.claimed', element: event.element, by: event.by }
    case 'taskReleased':
      return { code: 'task.released', element: event.element, by: event.by }
    case 'taskCompleted':
      return { code: 'task.completed', element: event.element, by: event.by, detail: opinion(event.variables) }
    case 'taskUpdated':
      return event.handover
        ? { code: 'task.handedOver', element: event.element, by: event.by, detail: handed(event.handover) }
        : { code: 'task.updated', element: event.element, by: event.by }
    case 'taskDenied':
      return { code: 'task.denied', element: event.element, by: event.by, detail: { reason: event.reason } }
    case 'jobCompleted':
      return { code: 'job.completed', element: event.element }
    case 'jobFailed':
      return {
        code: 'job.failed',
        element: event.element,
        detail: { message: event.message, retries: String(event.retries) },
      }
    case 'decisionMade': {
      const fired = event.fired.filter(({ rules }) => rules.length > 0)
      const rules = fired.map(({ name, rules: numbers }) => `${name}: ${numbers.join(', ')}`).join('; ')
      return { code: 'decision.made', element: event.element, detail: { decisionName: event.name, rules } }
    }
    case 'timerFired':
      return { code: 'timer.fired', element: event.element, detail: { due: dayOf(event.due, zone) } }
    case 'cardRaised':
      return {
        code: 'card.raised',
        element: event.element,
        detail: { colour: event.colour, rule: event.rule, against: event.against },
      }
    case 'incidentRaised':
      return { code: 'incident.raised', element: event.element, detail: { message: event.message, code: event.code } }
    case 'incidentResolved':
      return { code: 'incident.resolved', element: event.element, by: event.by }
    case 'flowTaken': {
      const flow = graph.flowById.get(event.flow)
      const from = flow && graph.nodes[flow.source]
      return flow?.name && from?.type === 'exclusiveGateway'
        ? { code: 'path.taken', element: from.id, detail: { path: flow.name } }
        : undefined
    }
    default:
      return corrected(event, graph)
  }
}

const handed = ({ ground, from, to }: Handover): Record<string, string> => ({
  ground,
  fromPerson: from.person,
  fromPost: from.post,
  toPerson: to.person,
  toPost: to.post,
})

/** The conditions and the values that they read, as text. */
function because(reason: Reason | undefined): Record<string, string> {
  if (!reason) return {}
  const decided = reason.conditions.map(({ source, decided: { from, to } }) =>
    (reason.otherwise ? source : source.slice(from, to)).trim(),
  )
  const values = new Map(
    reason.conditions.flatMap(({ names }) => names.map(({ name, value }) => [name, value] as const)),
  )
  return {
    [reason.otherwise ? 'unfulfilled' : 'condition']: decided.join('; '),
    ...(values.size > 0 ? { values: [...values].map(([name, value]) => `${name} = ${value}`).join(', ') } : {}),
  }
}

const opinionKeys = ['decision', 'outcome', 'result', 'reason', 'conditions'] as const

/** The words of a decision, wherever the form keeps them: at the top or one level down. */
function opinion(variables: Readonly<Record<string, unknown>>): Record<string, string> {
  const detail: Record<string, string> = {}
  for (const place of [variables, ...Object.values(variables)]) {
    if (typeof place !== 'object' || place === null) continue
    for (const key of opinionKeys) {
      const value = (place as Record<string, unknown>)[key]
      if (typeof value === 'string' && value !== '' && detail[key] === undefined) detail[key] = value
    }
  }
  return detail
}
