import { childrenOf, type FeelNode, type Loop } from './node.ts'

/** The names that an expression reads and does not introduce itself, in the order of the source, each once. */
export function freeNames(node: FeelNode): string[] {
  const found = new Set<string>()
  const bound = new Bound()
  visit(node, bound, (name) => bound.has(name) || found.add(name))
  return [...found]
}

/** The names that are bound where the walk is; one may be bound more than once. */
class Bound {
  private readonly counts = new Map<string, number>()

  has(name: string): boolean {
    return (this.counts.get(name) ?? 0) > 0
  }

  add(name: string, times: 1 | -1 = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + times)
  }
}

function visit(node: FeelNode, bound: Bound, found: (name: string) => void): void {
  const go = (part: FeelNode): void => visit(part, bound, found)
  const within = (names: readonly string[], walk: () => void): void => {
    for (const name of names) bound.add(name)
    walk()
    for (const name of names) bound.add(name, -1)
  }
  switch (node.kind) {
    case 'name':
      found(node.name)
      return
    case 'filter':
      go(node.list)
      within(['item'], () => go(node.test))
      return
    case 'function':
      within(
        node.parameters.map(({ name }) => name),
        () => go(node.body),
      )
      return
    case 'for':
      within(['partial'], () => loops(node.loops, node.body, bound, go))
      return
    case 'quantified':
      loops(node.loops, node.test, bound, go)
      return
    case 'context':
      for (const { key, value } of node.entries) {
        go(value)
        bound.add(key)
      }
      for (const { key } of node.entries) bound.add(key, -1)
      return
    default:
      childrenOf(node).forEach(go)
  }
}

/** Each loop sees the names of those before it. */
function loops(all: readonly Loop[], body: FeelNode, bound: Bound, go: (part: FeelNode) => void): void {
  for (const { name, domain, to } of all) {
    go(domain)
    if (to) go(to)
    bound.add(name)
  }
  go(body)
  for (const { name } of all) bound.add(name, -1)
}
