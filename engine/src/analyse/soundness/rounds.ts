import type { Graph, Node } from '../../model/graph.ts'

const waits = new Set<Node['type']>([
  'userTask',
  'receiveTask',
  'callActivity',
  'eventBasedGateway',
  'subProcess',
  'transaction',
  'adHocSubProcess',
])

const joins = new Set<Node['type']>(['parallelGateway', 'inclusiveGateway', 'complexGateway'])

/** Does a token rest here, so that a round through it takes time or somebody's work? */
function isWait(node: Node): boolean {
  if (waits.has(node.type) || ('job' in node && node.job !== undefined)) return true
  if (joins.has(node.type) && node.incoming.length > 1) return true
  return node.type === 'intermediateCatchEvent' && node.triggers.some(({ kind }) => kind !== 'link')
}

/** May passing it change what the conditions of the round say? */
const writes = (node: Node): boolean =>
  node.outputs.length > 0 || node.type === 'scriptTask' || node.type === 'businessRuleTask' || node.loop !== undefined

/**
 * Rounds in which nobody waits and nothing changes: once in, a case turns for ever. One element of each: the first that
 * the round comes back to.
 */
export function rounds(graph: Graph): string[] {
  const passed = (node: Node): boolean => !isWait(node) && !writes(node)
  const state = Array.from<0 | 1 | 2>({ length: graph.nodes.length }).fill(0)
  const found = new Set<string>()
  for (const root of graph.nodes) {
    if (state[root.index] !== 0 || !passed(root)) continue
    const work: { node: Node; next: number }[] = [{ node: root, next: 0 }]
    state[root.index] = 1
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const flow = frame.node.outgoing[frame.next++]
      if (flow === undefined) {
        state[frame.node.index] = 2
        work.pop()
        continue
      }
      const next = graph.nodes[graph.flows[flow]!.target]!
      if (!passed(next) || state[next.index] === 2) continue
      if (state[next.index] === 1) found.add(next.id)
      else {
        state[next.index] = 1
        work.push({ node: next, next: 0 })
      }
    }
  }
  return [...found]
}
