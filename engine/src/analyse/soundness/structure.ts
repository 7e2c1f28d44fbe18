import type { Graph, Node } from '../../model/graph.ts'

/** What the drawing alone says: reachability, rounds, and an order in which earlier elements come first. */
export interface Structure {
  /** Index -> position in an order that follows the flows; rounds are cut at their way back. */
  readonly order: readonly number[]
  /** On a way back to itself? */
  readonly cyclic: ReadonlySet<number>
  /** Reached from an event that does not interrupt, or from a compensation: it may run beside the main way. */
  readonly beside: ReadonlySet<number>
  /** Gives some activity several tokens: who does so means them. */
  readonly quantities: boolean
}

export function structureOf(graph: Graph): Structure {
  const after = graph.nodes.map((node) => successors(graph, node))
  const { order, cyclic } = components(after)
  const sources = graph.nodes.filter(
    (node) =>
      node.compensation ||
      (node.type === 'boundaryEvent' && !node.interrupting) ||
      (node.type === 'startEvent' && node.parent > 0 && !node.interrupting),
  )
  const handlers = sources.filter(({ type }) => type === 'startEvent').map(({ parent }) => parent)
  const quantities = graph.nodes.some(({ completionQuantity }) => completionQuantity > 1)
  return { order, cyclic, quantities, beside: reachable(after, [...sources.map(({ index }) => index), ...handlers]) }
}

/** Where a token may go next from a node: its flows, its borders, into it, and out of it when it is the last inside. */
export function successors(graph: Graph, node: Node): number[] {
  const flows = node.outgoing.map((index) => graph.flows[index]!.target)
  const starts = 'starts' in node ? node.starts : []
  const handlers = 'handlers' in node ? node.handlers : []
  const entries = 'entries' in node ? node.entries : []
  const begins = node.type === 'subProcess' && node.triggeredBy !== undefined ? [node.triggeredBy] : []
  return [...flows, ...starts, ...entries, ...begins, ...handlers, ...node.boundaries]
}

export function reachable(after: readonly (readonly number[])[], from: readonly number[]): Set<number> {
  const seen = new Set(from)
  const open = [...from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of after[at]!) {
      if (seen.has(next)) continue
      seen.add(next)
      open.push(next)
    }
  }
  return seen
}

/** Tarjan's strongly connected components, without recursion; their reverse order is an order along the flows. */
function components(after: readonly (readonly number[])[]): { order: number[]; cyclic: Set<number> } {
  const index = Array.from<number>({ length: after.length }).fill(-1)
  const low = Array.from<number>({ length: after.length }).fill(0)
  const onStack = Array.from<boolean>({ length: after.length }).fill(false)
  const stack: number[] = []
  const order = Array.from<number>({ length: after.length }).fill(0)
  const cyclic = new Set<number>()
  let count = 0
  let place = after.length
  for (let root = 0; root < after.length; root++) {
    if (index[root]! >= 0) continue
    const work: { node: number; next: number }[] = [{ node: root, next: 0 }]
    while (work.length > 0) {
      const frame = work.at(-1)!
      const { node } = frame
      if (frame.next === 0) {
        index[node] = low[node] = count++
        stack.push(node)
        onStack[node] = true
      }
      const child = after[node]![frame.next++]
      if (child !== undefined) {
        if (index[child]! < 0) work.push({ node: child, next: 0 })
        else if (onStack[child]) low[node] = Math.min(low[node]!, index[child]!)
        continue
      }
      work.pop()
      const parent = work.at(-1)
      if (parent) low[parent.node] = Math.min(low[parent.node]!, low[node]!)
      if (low[node] !== index[node]) continue
      const members: number[] = []
      for (let member = -1; member !== node;) {
        member = stack.pop()!
        onStack[member] = false
        members.push(member)
      }
      for (const member of members) {
        order[member] = place--
        if (members.length > 1 || after[member]!.includes(member)) cyclic.add(member)
      }
    }
  }
  return { order, cyclic }
}
