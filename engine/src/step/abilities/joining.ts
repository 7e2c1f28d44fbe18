import type { Run } from '../../elements/behaviour.ts'
import type { Flow, Graph, Node } from '../../model/graph.ts'
import type { Instance } from '../state.ts'

/**
 * Joins that depend on what can still come (BPMN 2.0.2, 13.4.3 and 13.4.5). They are looked at when every token of the
 * step rests, so that no token on its way is overlooked. True when one has changed something.
 */
export function settleJoins(run: Run): boolean {
  if (!run.graph.upstreamJoins) return false
  for (const scope of [...run.state.instances.values()]) {
    for (const gateway of Object.keys(scope.parked ?? {})) {
      const node = run.graph.byId.get(gateway)!
      const looksUpstream =
        node.type === 'inclusiveGateway' || (node.type === 'complexGateway' && !node.activationCondition)
      if (looksUpstream && !scope.resetting?.[gateway] && fires(run, node, scope)) return true
    }
    for (const gateway of Object.keys(scope.resetting ?? {}))
      if (resets(run, run.graph.byId.get(gateway)!, scope)) return true
  }
  return false
}

const incoming = (run: Run, node: Node): Flow[] => node.incoming.map((index) => run.graph.flows[index]!)

/** Incoming flows that hold a token, one of each. */
export function arrived(run: Run, node: Node, scope: Instance): Flow[] {
  const waiting = scope.parked?.[node.id] ?? {}
  return incoming(run, node).filter(({ id }) => (waiting[id] ?? 0) > 0)
}

function fires(run: Run, node: Node, scope: Instance): boolean {
  const here = arrived(run, node, scope)
  const empty = incoming(run, node).filter((flow) => !here.includes(flow))
  for (const place of places(run, scope, node)) {
    const mayFill = empty.some((flow) => leadsTo(run.graph, node, flow, place))
    if (mayFill && !here.some((flow) => leadsTo(run.graph, node, flow, place))) return false
  }
  const flows = here.map(({ id }) => id)
  run.emit({ type: 'tokensJoined', gateway: node.id, flows, scope: scope.key })
  run.enter(node, scope, { tokens: flows.length })
  return true
}

/** A complex gateway that has fired swallows what still comes, and is ready again when nothing more can. */
function resets(run: Run, node: Node, scope: Instance): boolean {
  const consumed = scope.resetting![node.id]!
  const waiting = scope.parked?.[node.id] ?? {}
  const open = incoming(run, node).filter(({ id }) => !consumed.includes(id) && !((waiting[id] ?? 0) > 0))
  const all = [...places(run, scope, node)]
  if (open.some((flow) => all.some((place) => leadsTo(run.graph, node, flow, place)))) return false
  const flows = Object.entries(waiting).flatMap(([flow, count]) => Array.from({ length: count }, () => flow))
  if (flows.length > 0) run.emit({ type: 'tokensSwallowed', gateway: node.id, scope: scope.key, flows })
  run.emit({ type: 'gatewayReset', gateway: node.id, scope: scope.key })
  run.settle(scope)
  return true
}

/** Where the scope's other tokens stand. */
function* places(run: Run, scope: Instance, except: Node): Generator<Node> {
  for (const instance of run.inside(scope)) yield run.node(instance)
  for (const gateway of Object.keys(scope.parked ?? {})) if (gateway !== except.id) yield run.graph.byId.get(gateway)!
}

const reach = new WeakMap<Graph, Map<string, ReadonlySet<number>>>()

/** Is there a path from the node to the flow that does not visit the gateway? An activity's boundary events count as ways out. */
function leadsTo(graph: Graph, gateway: Node, flow: Flow, from: Node): boolean {
  let sets = reach.get(graph)
  if (!sets) reach.set(graph, (sets = new Map()))
  const id = `${gateway.index}/${flow.index}`
  let set = sets.get(id)
  if (!set) sets.set(id, (set = upstream(graph, gateway, flow)))
  return set.has(from.index)
}

function upstream(graph: Graph, gateway: Node, flow: Flow): ReadonlySet<number> {
  const found = new Set<number>()
  const open = [flow.source]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next) || next === gateway.index) continue
    found.add(next)
    const node = graph.nodes[next]!
    if (node.type === 'boundaryEvent') open.push(node.attachedTo)
    for (const index of node.incoming) open.push(graph.flows[index]!.source)
  }
  return found
}
