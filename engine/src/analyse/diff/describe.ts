import type { Graph } from '../../model/graph.ts'

/** Plain data; expressions stand as their source, other elements as their id. */
export type Described =
  undefined | null | boolean | number | string | readonly Described[] | { readonly [key: string]: Described }

export interface DescribedElement {
  readonly name: string
  readonly content: Described
}

/** Every element and flow of the process by id, without what depends on the order of the file. */
export function describedGraph(graph: Graph): ReadonlyMap<string, DescribedElement> {
  const found = new Map<string, DescribedElement>()
  const nodeId = (index: number): string => graph.nodes[index]?.id ?? ''
  for (const node of graph.nodes) {
    const { index: _, id, ...fields } = node
    const content = Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [field, described(field, value, graph, nodeId)]),
    )
    const whole = node.type === 'process' ? { ...content, ...wholeOf(graph) } : content
    found.set(id, { name: node.name, content: whole })
  }
  for (const { id, name = '', source, target, condition } of graph.flows) {
    const content = { source: nodeId(source), target: nodeId(target), condition: condition?.source, name }
    found.set(id, { name, content })
  }
  return found
}

const wholeOf = ({ name, versionTag, forms }: Graph): { [key: string]: Described } => ({ name, versionTag, forms })

/** Fields that hold indexes of elements, and of flows. */
const elements = new Set([
  'parent',
  'attachedTo',
  'triggeredBy',
  'undoneBy',
  'starts',
  'handlers',
  'entries',
  'boundaries',
])
const flows = new Set(['incoming', 'outgoing', 'defaultFlow'])

function described(field: string, value: unknown, graph: Graph, nodeId: (index: number) => string): Described {
  const flowId = (index: number): string => graph.flows[index]?.id ?? ''
  const named = elements.has(field) ? nodeId : flows.has(field) ? flowId : undefined
  if (!named) return plain(value)
  if (typeof value === 'number') return named(value)
  const ids = (value as readonly number[]).map(named)
  // Outgoing flows are tried in their order; everything else is a set.
  return field === 'outgoing' ? ids : ids.toSorted()
}

function plain(value: unknown): Described {
  if (typeof value === 'function' || value === undefined) return undefined
  if (typeof value !== 'object' || value === null) return value as Described
  if (Array.isArray(value)) return value.map(plain)
  if ('source' in value && 'evaluate' in value) return String(value.source)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}
