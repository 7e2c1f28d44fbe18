import type { Graph, Node } from '../../model/graph.ts'
import type { State } from '../../step/state.ts'
import { variableUses, type Surroundings } from '../variables/usage.ts'
import type { Conditions } from './conditions.ts'
import type { Act } from './moves.ts'
import { reachable, successors } from './structure.ts'

/** Answers that still hold: question -> answer. */
export type Known = ReadonlyMap<string, number>

export const nothingKnown: Known = new Map()

/**
 * What two gateways ask of the same variable, they are answered alike, as long as nothing in between can have set it. Where
 * tokens run side by side, an answer holds only when none of them can still come to whoever sets the variable: the order in
 * which the search moves them stands for all orders.
 */
export class Memory {
  /** Question -> variables behind it; only questions that are asked again. */
  readonly #roots = new Map<string, readonly string[]>()
  readonly #graph: Graph
  readonly #around: Surroundings
  #writes: ReadonlyMap<string, ReadonlySet<string> | 'all'> | undefined
  #after: readonly (readonly number[])[] | undefined
  readonly #futures = new Map<number, ReadonlySet<string> | 'all'>()

  constructor(drawn: Graph, conditions: Conditions, cyclic: ReadonlySet<number>, around: Surroundings) {
    this.#graph = drawn
    this.#around = around
    const askers = new Map<string, Set<number>>()
    for (const { condition, source } of drawn.flows) {
      for (const question of condition ? conditions.questionsOf(condition) : []) {
        const known = askers.get(question)
        if (known) known.add(source)
        else askers.set(question, new Set([source]))
      }
    }
    const local = askers.size > 0 ? new Set(drawn.nodes.flatMap(localNames)) : new Set<string>()
    for (const [question, sources] of askers) {
      const roots = conditions.rootsOf(question)
      const again = sources.size > 1 || [...sources].some((source) => cyclic.has(source))
      if (again && !roots.some((root) => local.has(root))) this.#roots.set(question, roots)
    }
  }

  get isEmpty(): boolean {
    return this.#roots.size === 0
  }

  /** What still holds when this happens. */
  before(known: Known, act: Act): Known {
    if (known.size === 0) return known
    if (act.do === 'start' || act.do === 'error') return nothingKnown
    return this.#without(known, this.#written().get(act.element) ?? new Set())
  }

  /** What of the answers of a step is worth keeping in the state that it has led to. */
  after(answers: Known, state: State): Known {
    if (this.isEmpty) return nothingKnown
    let kept: Known = new Map([...answers].filter(([question]) => this.#roots.has(question)))
    const tokens = tokensOf(state, this.#graph)
    if (tokens.length > 1) for (const token of tokens) kept = this.#without(kept, this.#future(token))
    return kept
  }

  #without(known: Known, written: ReadonlySet<string> | 'all'): Known {
    if (known.size === 0 || written === 'all') return nothingKnown
    if (written.size === 0) return known
    return new Map([...known].filter(([question]) => !this.#roots.get(question)!.some((root) => written.has(root))))
  }

  /** What each element sets: known only where somebody asks. */
  #written(): ReadonlyMap<string, ReadonlySet<string> | 'all'> {
    this.#writes ??= new Map(
      variableUses(this.#graph, this.#around).map(({ element, writes, open }) => [
        element,
        open ? 'all' : new Set(writes.map(([root]) => root!)),
      ]),
    )
    return this.#writes
  }

  /** What a token here, and the events around it, may still set. */
  #future(node: Node): ReadonlySet<string> | 'all' {
    const known = this.#futures.get(node.index)
    if (known) return known
    const from = [node.index]
    for (let at = this.#graph.nodes[node.parent]; at; at = this.#graph.nodes[at.parent]) from.push(...this.#onwards(at))
    let found: Set<string> | 'all' = new Set()
    this.#after ??= this.#graph.nodes.map((each) => successors(this.#graph, each))
    for (const index of reachable(this.#after, from)) {
      const written = this.#written().get(this.#graph.nodes[index]!.id)
      if (written === undefined) continue
      if (written === 'all') {
        found = 'all'
        break
      }
      for (const root of written) found.add(root)
    }
    this.#futures.set(node.index, found)
    return found
  }

  /** Where a container that lives already may go on: out of it, over its border, into its event sub-processes. */
  #onwards(container: Node): number[] {
    const handlers = 'handlers' in container ? container.handlers : []
    const flows = container.outgoing.map((index) => this.#graph.flows[index]!.target)
    return [...flows, ...handlers, ...container.boundaries]
  }
}

/** Names that mean something else inside an element than outside, or are set while it ends. */
function localNames(node: Node): string[] {
  const container = 'starts' in node
  const { inputElement, outputCollection } = node.loop ?? {}
  return [
    ...node.inputs.map(({ target }) => target[0]!),
    ...(container ? node.outputs.map(({ target }) => target[0]!) : []),
    ...(container && node.index > 0 ? node.declares : []),
    ...[inputElement, container ? outputCollection : undefined].filter((name) => name !== undefined),
  ]
}

/** Where tokens stand: live elements without anything inside, and joins at which they wait. */
function tokensOf(state: State, graph: Graph): Node[] {
  const nodes: Node[] = []
  for (const { element, live, parked = {} } of state.instances.values()) {
    if (live === 0) nodes.push(graph.byId.get(element)!)
    for (const [gateway, flows] of Object.entries(parked)) {
      for (const _ of Object.keys(flows)) nodes.push(graph.byId.get(gateway)!)
    }
  }
  return nodes
}
