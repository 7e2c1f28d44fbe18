import { childrenOf, type FeelNode, type Loop } from './node.ts'

/** The names that an expression reads and does not introduce itself, in the order of the source, each once. */
export function freeNames(node: FeelNode): string[] {
  const found = new Set<string>()
  visit(node, new Set(), (name) => found.add(name))
  return [...found]
}

function visit(node: FeelNode, bound: ReadonlySet<string>, found: (name: string) => void): void {
  const go = (part: FeelNode, ...more: readonly string[]): void =>
    visit(part, more.length === 0 ? bound : new Set([...bound, ...more]), found)
  switch (node.kind) {
    case 'name':
      if (!bound.has(node.name)) found(node.name)
      return
    case 'filter':
      go(node.list)
      go(node.test, 'item')
      return
    case 'function':
      go(node.body, ...node.parameters.map(({ name }) => name))
      return
    case 'for':
      loops(node.loops, bound, found)
      go(node.body, 'partial', ...node.loops.map(({ name }) => name))
      return
    case 'quantified':
      loops(node.loops, bound, found)
      go(node.test, ...node.loops.map(({ name }) => name))
      return
    case 'context':
      node.entries.forEach(({ value }, i) => go(value, ...node.entries.slice(0, i).map(({ key }) => key)))
      return
    default:
      for (const child of childrenOf(node)) visit(child, bound, found)
  }
}

function loops(all: readonly Loop[], bound: ReadonlySet<string>, found: (name: string) => void): void {
  const inside = new Set(bound)
  for (const { name, domain, to } of all) {
    visit(domain, inside, found)
    if (to) visit(to, inside, found)
    inside.add(name)
  }
}
