import type { Explanation } from '../expression/explanation.ts'
import type { Flow, Graph } from '../model/graph.ts'
import { emptyState, evolve } from '../step/apply.ts'
import { momentIn, namesIn } from '../step/scope.ts'
import type { State } from '../step/state.ts'
import type { Moment } from '../expression/expression.ts'
import type { RecordedEvent } from './recorded.ts'

/** Why a case went a way: the condition that held, or, for the default way, those that did not. */
export interface Reason {
  readonly flow: string
  /** The flow was the default one: `conditions` are the others', none of which held. */
  readonly otherwise: boolean
  readonly conditions: readonly Explanation[]
}

/**
 * The reasons of all ways taken behind gateways, by the number of the event: the record is folded to where each was taken,
 * and the conditions are evaluated once more, with the values and the calendar of that moment. Nothing of it is stored.
 */
export function reasons(
  events: readonly RecordedEvent[],
  graph: Graph,
  counting: Omit<Moment, 'at'>,
): Map<number, Reason> {
  const found = new Map<number, Reason>()
  const state = emptyState()
  for (const { seq, at, event } of events) {
    const flow = event.type === 'flowTaken' ? graph.flowById.get(event.flow) : undefined
    if (flow && event.type === 'flowTaken' && isChoice(graph, flow)) {
      const reason = reasonOf(flow, graph, state, event.scope, { at, ...counting })
      if (reason) found.set(seq, reason)
    }
    evolve(state, event, at)
  }
  return found
}

const isChoice = (graph: Graph, flow: Flow): boolean => {
  const source = graph.nodes[flow.source]
  return source?.type === 'exclusiveGateway' || source?.type === 'inclusiveGateway'
}

function reasonOf(flow: Flow, graph: Graph, state: State, scope: number, given: Moment): Reason | undefined {
  const instance = state.instances.get(scope)
  if (!instance) return undefined
  const moment = momentIn(state, instance, given)
  const names = namesIn(state, instance, moment)
  const source = graph.nodes[flow.source]
  const otherwise = source?.defaultFlow === flow.index
  const asked = otherwise ? (source?.outgoing.map((index) => graph.flows[index] as Flow) ?? []) : [flow]
  const conditions = asked.flatMap(({ condition }) => condition?.explain(names, moment) ?? [])
  // What the record does not hold, such as shared data, cannot be evaluated again: then nothing is said.
  const sure = conditions.every(({ value }) => value === String(!otherwise))
  return conditions.length > 0 && sure ? { flow: flow.id, otherwise, conditions } : undefined
}
