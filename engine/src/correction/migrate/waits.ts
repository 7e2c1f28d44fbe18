import type { CatchingNode, Graph, Node } from '../../model/graph.ts'
import type { Instance } from '../../step/state.ts'

/** The events that an instance of this element waits for: on its border, inside it, behind it, or itself. */
export function eventsOf(graph: Graph, node: Node, { position, loop }: Instance): CatchingNode[] {
  const at = (index: number): CatchingNode => graph.nodes[index] as CatchingNode
  const borders = position === undefined ? node.boundaries.map(at) : []
  const inside = 'handlers' in node && !loop ? node.handlers.flatMap((index) => startInside(graph, index) ?? []) : []
  const behind = node.type === 'eventBasedGateway' ? node.outgoing.map((index) => at(graph.flows[index]!.target)) : []
  const own = node.type === 'intermediateCatchEvent' || node.type === 'receiveTask' ? [node] : []
  return [...borders, ...inside, ...behind, ...own]
}

function startInside(graph: Graph, handler: number): CatchingNode | undefined {
  const node = graph.nodes[handler]!
  const start = node.type === 'subProcess' && node.triggeredBy !== undefined ? graph.nodes[node.triggeredBy] : undefined
  return start?.type === 'startEvent' ? start : undefined
}
