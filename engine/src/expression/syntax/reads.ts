import { childrenOf, type FeelNode, type Loop } from './node.ts'

/** A name that is read, with the entries of it that are: `['form', 'applicant', 'age']`, and where. */
export interface Read {
  readonly path: readonly string[]
  readonly from: number
  readonly to: number
}

/** What an expression reads of the names that it does not introduce itself, in the order of the source. */
export function readsOf(node: FeelNode): Read[] {
  const found: Read[] = []
  visit(node, [], (read) => found.push(read))
  return found
}

function visit(node: FeelNode, bound: readonly string[], found: (read: Read) => void): void {
  const go = (part: FeelNode, ...more: readonly string[]): void => visit(part, [...bound, ...more], found)
  const path = pathOf(node)
  if (path) {
    if (!bound.includes(path[0] as string)) found({ path, from: node.from, to: node.to })
    return
  }
  switch (node.kind) {
    case 'filter':
      // A name in the test may be an entry of the items: only the list is sure.
      return go(node.list)
    case 'function':
      return go(node.body, ...node.parameters.map(({ name }) => name))
    case 'for':
      return go(node.body, 'partial', ...loops(node.loops, bound, found))
    case 'quantified':
      return go(node.test, ...loops(node.loops, bound, found))
    case 'context':
      return node.entries.forEach(({ value }, i) => go(value, ...node.entries.slice(0, i).map(({ key }) => key)))
    default:
      for (const child of childrenOf(node)) visit(child, bound, found)
  }
}

function loops(all: readonly Loop[], bound: readonly string[], found: (read: Read) => void): string[] {
  const names: string[] = []
  for (const { name, domain, to } of all) {
    visit(domain, [...bound, ...names], found)
    if (to) visit(to, [...bound, ...names], found)
    names.push(name)
  }
  return names
}

/** The name and entries that a node is made of, or undefined when it is more than that. */
function pathOf(node: FeelNode): string[] | undefined {
  if (node.kind === 'name') return [node.name]
  const target = node.kind === 'path' ? pathOf(node.target) : undefined
  return target && node.kind === 'path' ? [...target, node.name] : undefined
}
