import type { Graph, Node } from '../graph.ts'
import type { Problem } from '../problem.ts'
import type { Compiling } from './compiling.ts'

type Rule = (
  graph: Graph,
  node: Node,
  report: (code: string, field: string | undefined, words: string, fix: string, severity?: Problem['severity']) => void,
) => void

const label = (node: Node): string => (node.name ? `${node.name} (${node.id})` : node.id)

/** Rules of the standard about how a drawing hangs together. */
const rules: readonly Rule[] = [
  function startsHere(_, node, report) {
    if (node.type === 'process' && node.starts.length === 0)
      report('start-missing', undefined, `Process ${label(node)} has no start event`, 'Draw a start event')
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
  function startingGatewayTakesMessages(graph, node, report) {
    if (node.type !== 'eventBasedGateway' || !node.instantiate) return
    if (node.incoming.length > 0)
      report(
        'start-entered',
        undefined,
        `A flow leads into ${label(node)}, which starts the process`,
        'Lead the flow to the next element',
      )
    for (const index of node.outgoing) {
      const target = graph.nodes[graph.flows[index]!.target]!
      const takes = 'triggers' in target && target.triggers.every(({ kind }) => kind === 'message')
      if (!takes)
        report(
          'gateway-start-target',
          undefined,
          `Only a message can start the process behind ${label(node)}, but ${label(target)} waits for something else`,
          'Use message events or receive tasks there',
        )
    }
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
    if (node.outgoing.length === 0 && !node.triggers.some(({ kind }) => kind === 'compensate'))
      report(
        'boundary-dead-end',
        undefined,
        `Nothing follows boundary event ${label(node)}`,
        'Draw what happens when it fires',
      )
  },
  function elementIsReached(graph, node, report) {
    const entered = node.type === 'process' || node.type === 'startEvent' || node.type === 'boundaryEvent'
    const handler = node.compensation || (node.type === 'subProcess' && node.triggeredBy !== undefined)
    const linked = node.type === 'intermediateCatchEvent' && node.triggers.some(({ kind }) => kind === 'link')
    const container = node.parent < 0 ? undefined : graph.nodes[node.parent]
    const implicit =
      container !== undefined &&
      ('entries' in container ? container.entries : 'starts' in container ? container.starts : []).includes(node.index)
    const starting = node.type === 'eventBasedGateway' && node.instantiate
    if (!entered && !handler && !linked && !implicit && !starting && node.incoming.length === 0)
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
          'Delete the condition, or use an inclusive gateway',
          // The standard lets a parallel gateway ignore it (BPMN 2.0.2, 10.6.4): said, but not refused.
          node.type === 'parallelGateway' ? 'warning' : 'error',
        )
      }
    }
  },
  function startsAndEndsTogether(graph, node, report) {
    if (node.type !== 'process' && node.type !== 'subProcess' && node.type !== 'transaction') return
    const inside = graph.nodes.filter(({ parent }) => parent === node.index)
    const has = (type: Node['type']): boolean => inside.some((inner) => inner.type === type)
    if (has('startEvent') && !has('endEvent'))
      report('end-missing', undefined, `${label(node)} has a start event, but no end event`, 'Draw an end event')
    if (has('endEvent') && !has('startEvent') && node.type !== 'process')
      report('start-missing', undefined, `${label(node)} has an end event, but no start event`, 'Draw a start event')
  },
  function loneConditionHasAnAlternative(graph, node, report) {
    const [only] = node.outgoing
    const isActivity = !/Event$|Gateway$|^process$/.test(node.type)
    if (!isActivity || node.outgoing.length !== 1 || !graph.flows[only!]!.condition) return
    const words = `The only flow out of ${label(node)} has a condition: the case would stand still when it does not hold`
    report('condition-alone', 'conditionExpression', words, 'Draw another way out, or delete the condition')
  },
  function intermediateEventsGoOn(_, node, report) {
    const link = 'triggers' in node && node.triggers.some(({ kind }) => kind === 'link')
    if (node.type === 'intermediateThrowEvent') {
      if (link && node.outgoing.length > 0)
        report(
          'link-left',
          undefined,
          `A flow leaves link ${label(node)}, which goes on at its target`,
          'Delete the flow',
        )
      if (!link && node.outgoing.length === 0)
        report(
          'dead-end',
          undefined,
          `Nothing follows intermediate event ${label(node)}`,
          'Connect it, or use an end event',
        )
    }
    if (node.type !== 'intermediateCatchEvent') return
    if (node.outgoing.length === 0)
      report('dead-end', undefined, `Nothing follows intermediate event ${label(node)}`, 'Connect it, or delete it')
    if (link && node.incoming.length > 0)
      report(
        'link-entered',
        undefined,
        `A flow leads into link target ${label(node)}`,
        'Lead the flow to the next element',
      )
  },
  function linksHaveOneTarget(graph, node, report) {
    if (node.type !== 'intermediateThrowEvent') return
    for (const trigger of node.triggers) {
      if (trigger.kind !== 'link') continue
      const targets = graph.nodes.filter(
        (other) =>
          other.type === 'intermediateCatchEvent' &&
          other.parent === node.parent &&
          other.triggers.some((t) => t.kind === 'link' && t.name === trigger.name),
      )
      if (targets.length !== 1)
        report(
          'link-target',
          'name',
          `Link ${label(node)} has ${targets.length} targets named «${trigger.name}»`,
          'Draw exactly one catching link of this name',
        )
    }
  },
  function borderHasTimeToHappen(graph, node, report) {
    if (node.type !== 'boundaryEvent') return
    const host = graph.nodes[node.attachedTo]!
    const kinds = node.triggers.map(({ kind }) => kind)
    const waits = kinds.length > 0 && kinds.every((kind) => /^(timer|message|signal)$/.test(kind))
    if (waits && takesNoTime(host))
      report(
        'boundary-never',
        'attachedToRef',
        `${label(node)} can never happen: ${label(host)} is done in the moment in which it begins`,
        'Attach it to something that takes time, or delete it',
        'warning',
      )
  },
  function cancelsATransaction(graph, node, report) {
    if (node.type !== 'endEvent' || !node.triggers.some(({ kind }) => kind === 'cancel')) return
    if (graph.nodes[node.parent]!.type !== 'transaction')
      report(
        'cancel-outside-transaction',
        'eventDefinitions',
        `Cancel end event ${label(node)} is not inside a transaction`,
        'Draw it inside a transaction',
      )
  },
]

/** Begun and done in one step, so that nothing can come in between. */
const takesNoTime = (node: Node): boolean => {
  if (node.loop || node.standardLoop || node.listeners) return false
  if (node.type === 'task' || node.type === 'manualTask') return true
  return /^(script|businessRule|send)Task$/.test(node.type) && !('job' in node && node.job !== undefined)
}

export function checkStructure(graph: Graph, compiling: Compiling): void {
  for (const node of graph.nodes) {
    for (const rule of rules) {
      rule(graph, node, (code, field, words, fix, severity = 'error') =>
        compiling.problems.push({ code, severity, element: node.id, ...(field ? { field } : {}), words, fix }),
      )
    }
  }
}
