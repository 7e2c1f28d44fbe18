import type { Graph, Node } from '../../model/graph.ts'

/** Where an element of the old version goes by itself, and where else it could go. */
export interface ElementChoice {
  /** Id in the old version. */
  readonly element: string
  readonly name: string
  readonly type: Node['type']
  /** Id in the new version; absent where a person must choose. */
  readonly to?: string
  readonly by: 'id' | 'structure' | 'nothing'
  /** Elements of the new version of the same kind, the likeliest first. */
  readonly candidates: readonly string[]
}

/**
 * Maps the elements of one version to another: by id, else to the only new element of the same kind in the same container that
 * has the same name or stands between the same neighbours. Nothing is guessed between two that fit alike.
 */
export function mapAutomatically(former: Graph, next: Graph): ElementChoice[] {
  const found = new Map<number, Node>([[0, next.nodes[0]!]])
  for (const node of former.nodes) {
    const same = next.byId.get(node.id)
    if (same && sameKind(node, same)) found.set(node.index, same)
  }
  const free = new Set(next.nodes.filter((node) => node.index > 0 && !former.byId.has(node.id)))
  const byStructure = new Set<number>()
  // What is found tells where its neighbours go, so look again until nothing new is found.
  for (let grown = true; grown;) {
    grown = false
    for (const node of former.nodes) {
      if (found.has(node.index)) continue
      const to = likeliest(former, next, node, found, free)
      if (!to) continue
      found.set(node.index, to)
      free.delete(to)
      byStructure.add(node.index)
      grown = true
    }
  }
  return former.nodes.map((node) => {
    const to = found.get(node.index)
    const others = next.nodes.filter((other) => other !== to && sameKind(node, other) && other.index > 0)
    const candidates = [...(to ? [to] : []), ...others.toSorted((a, b) => Number(free.has(b)) - Number(free.has(a)))]
    return {
      element: node.id,
      name: node.name,
      type: node.type,
      by: !to ? 'nothing' : byStructure.has(node.index) ? 'structure' : 'id',
      ...(to ? { to: to.id } : {}),
      candidates: candidates.map(({ id }) => id),
    }
  })
}

const turns = (node: Node): string => (node.loop ? `each ${node.loop.sequential}` : node.standardLoop ? 'turns' : '')

const sameKind = (one: Node, other: Node): boolean =>
  one.type === other.type && turns(one) === turns(other) && one.compensation === other.compensation

function likeliest(
  former: Graph,
  next: Graph,
  node: Node,
  found: ReadonlyMap<number, Node>,
  free: ReadonlySet<Node>,
): Node | undefined {
  const container = found.get(node.parent)
  const fitting = [...free].filter((other) => other.parent === container?.index && sameKind(node, other))
  const named = node.name === '' ? [] : fitting.filter(({ name }) => name === node.name)
  if (named.length === 1) return named[0]
  const around = (named.length > 0 ? named : fitting).filter((other) =>
    sameNeighbours(former, next, node, other, found),
  )
  return around.length === 1 ? around[0] : undefined
}

function sameNeighbours(
  former: Graph,
  next: Graph,
  node: Node,
  other: Node,
  found: ReadonlyMap<number, Node>,
): boolean {
  const before = node.incoming.map((index) => found.get(former.flows[index]!.source)?.index)
  const after = node.outgoing.map((index) => found.get(former.flows[index]!.target)?.index)
  if (node.type === 'boundaryEvent')
    return other.type === 'boundaryEvent' && found.get(node.attachedTo)?.index === other.attachedTo
  if (before.length + after.length === 0) return false
  return (
    alike(
      before,
      other.incoming.map((index) => next.flows[index]!.source),
    ) &&
    alike(
      after,
      other.outgoing.map((index) => next.flows[index]!.target),
    )
  )
}

const alike = (one: readonly (number | undefined)[], other: readonly number[]): boolean =>
  one.length === other.length && !one.includes(undefined) && one.every((index) => other.includes(index!))
