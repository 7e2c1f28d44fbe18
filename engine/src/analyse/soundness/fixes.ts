import type { Graph, Node } from '../../model/graph.ts'
import type { Fault, Soundness } from './soundness.ts'

/** A change of the drawing that is certain to remove the fault: another kind of gateway in the same place. */
export interface Fix {
  readonly element: string
  readonly replaceBy: GatewayType
}

type GatewayType = 'parallelGateway' | 'exclusiveGateway' | 'inclusiveGateway'
const gateways: readonly GatewayType[] = ['parallelGateway', 'exclusiveGateway', 'inclusiveGateway']

/** The first change that leaves less to find than before and this fault not at all: tried out, not guessed. */
export function fixFor(
  graph: Graph,
  fault: Fault,
  before: Soundness,
  check: (graph: Graph) => Soundness,
): Fix | undefined {
  for (const node of suspects(graph, fault)) {
    for (const replaceBy of gateways) {
      if (node.type === replaceBy || !fits(graph, node, replaceBy)) continue
      const after = check(replaced(graph, node, replaceBy))
      const gone = !after.faults.some(({ code, element }) => code === fault.code && element === fault.element)
      if (gone && after.decided && after.faults.length < before.faults.length) return { element: node.id, replaceBy }
    }
  }
  return undefined
}

/** The gateway itself, and the gateways around it: splits above a join, merges above what is done twice. */
function suspects(graph: Graph, { element }: Fault): Node[] {
  const found: Node[] = []
  const seen = new Set<number>()
  const open = [graph.byId.get(element)!]
  for (let node = open.shift(); node && found.length < 4; node = open.shift()) {
    if (seen.has(node.index)) continue
    seen.add(node.index)
    if ((gateways as readonly string[]).includes(node.type)) found.push(node)
    for (const index of node.incoming) open.push(graph.nodes[graph.flows[index]!.source]!)
  }
  return found
}

/** A split by conditions needs them; one that takes every way would ignore them. */
function fits(graph: Graph, node: Node, type: GatewayType): boolean {
  if (node.outgoing.length < 2) return true
  const decided = node.outgoing.filter((index) => graph.flows[index]!.condition || index === node.defaultFlow)
  return type === 'parallelGateway' ? decided.length === 0 : decided.length === node.outgoing.length
}

function replaced(graph: Graph, node: Node, type: GatewayType): Graph {
  const nodes = graph.nodes.map((other) => (other === node ? ({ ...node, type } as Node) : other))
  return {
    ...graph,
    nodes,
    byId: new Map(nodes.map((other) => [other.id, other])),
    upstreamJoins: nodes.some((other) => other.type === 'inclusiveGateway' || other.type === 'complexGateway'),
  }
}
