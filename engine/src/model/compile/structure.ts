import type { Graph, Node } from '../graph.ts'
import type { Compiling } from './compiling.ts'

type Rule = (
  graph: Graph,
  node: Node,
  report: (code: string, field: string | undefined, words: string, fix: string) => void,
) => void

const label = (node: Node): string => (node.name ? `${node.name} (${node.id})` : node.id)

/** Rules of the standard about how a drawing hangs together. */
const rules: readonly Rule[] = [
  function startsHere(_, node, report) {
    if (node.type !== 'process') return
    if (node.starts.length === 0)
      report('start-missing', undefined, `Process ${label(node)} has no start event`, 'Draw a start event')
    if (node.starts.length > 1)
      report(
        'start-unclear',
        undefined,
        `Process ${label(node)} has ${node.starts.length} start events`,
        'Keep one start event',
      )
  },
  function startHasNoIncoming(_, node, report) {
    if (node.type === 'startEvent' && node.incoming.length > 0)
      report(
        'start-entered',
        undefined,
        `A flow leads into start event ${label(node)}`,
        'Lead the flow to the next element',
      )
  },
  function endHasNoOutgoing(_, node, report) {
    if (node.type === 'endEvent' && node.outgoing.length > 0)
      report(
        'end-left',
        undefined,
        `A flow leaves end event ${label(node)}`,
        'Use an intermediate event, or delete the flow',
      )
  },
  function boundaryIsNotEntered(_, node, report) {
    if (node.type !== 'boundaryEvent') return
    if (node.incoming.length > 0)
      report(
        'boundary-entered',
        undefined,
        `A flow leads into boundary event ${label(node)}`,
        'Lead the flow to the activity',
      )
    if (node.outgoing.length === 0)
      report(
        'boundary-dead-end',
        undefined,
        `Nothing follows boundary event ${label(node)}`,
        'Draw what happens when it fires',
      )
  },
  function elementIsReached(_, node, report) {
    const entered = node.type === 'process' || node.type === 'startEvent' || node.type === 'boundaryEvent'
    if (!entered && node.incoming.length === 0)
      report('never-reached', undefined, `Nothing leads to ${label(node)}`, 'Connect it, or delete it')
  },
  function exclusiveSplitHasConditions(graph, node, report) {
    if (node.type !== 'exclusiveGateway' || node.outgoing.length < 2) return
    for (const index of node.outgoing) {
      const flow = graph.flows[index]!
      if (!flow.condition && index !== node.defaultFlow) {
        report(
          'condition-missing',
          'conditionExpression',
          `Flow ${flow.name ?? flow.id} after gateway ${label(node)} has no condition`,
          'Write a condition, or make it the default flow',
        )
      }
    }
  },
  function conditionsHaveAChoice(graph, node, report) {
    for (const index of node.outgoing) {
      const flow = graph.flows[index]!
      if (flow.condition && index === node.defaultFlow) {
        report(
          'default-conditional',
          'conditionExpression',
          `The default flow ${flow.name ?? flow.id} has a condition, which would be ignored`,
          'Delete the condition',
        )
      }
      const deaf = node.type === 'parallelGateway' || node.type === 'startEvent' || node.type === 'boundaryEvent'
      if (flow.condition && deaf) {
        report(
          'condition-ignored',
          'conditionExpression',
          `The condition of flow ${flow.name ?? flow.id} after ${label(node)} has no effect there`,
          'Delete the condition, or use an exclusive gateway',
        )
      }
    }
  },
]

export function checkStructure(graph: Graph, compiling: Compiling): void {
  for (const node of graph.nodes) {
    for (const rule of rules) {
      rule(graph, node, (code, field, words, fix) =>
        compiling.problems.push({ code, severity: 'error', element: node.id, ...(field ? { field } : {}), words, fix }),
      )
    }
  }
}
