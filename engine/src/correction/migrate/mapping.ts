import type { Flow, Graph, Node } from '../../model/graph.ts'
import type { State } from '../../step/state.ts'
import type { MigrationPlan } from '../plan.ts'

/** Where the ids of the old version lead in the new one. */
export class Mapping {
  readonly former: Graph
  readonly next: Graph
  readonly plan: MigrationPlan

  constructor(former: Graph, next: Graph, plan: MigrationPlan) {
    this.former = former
    this.next = next
    this.plan = plan
  }

  id(element: string): string {
    return this.plan.elements?.[element] ?? (element === this.former.process ? this.next.process : element)
  }

  was(element: string): Node | undefined {
    return this.former.byId.get(element)
  }

  becomes(element: string): Node | undefined {
    return this.next.byId.get(this.id(element))
  }

  /** The flow of the new version on which a token at this gateway stands: the named one, its own, or the only one from the same source. */
  flow(id: string, gateway: Node): Flow | undefined {
    const incoming = gateway.incoming.map((index) => this.next.flows[index]!)
    const named = this.plan.flows?.[id]
    if (named !== undefined) return incoming.find((flow) => flow.id === named)
    const same = incoming.find((flow) => flow.id === id)
    if (same) return same
    const old = this.former.flowById.get(id)
    const source = old && this.becomes(this.former.nodes[old.source]!.id)
    const [only, another] = incoming.filter((flow) => flow.source === source?.index)
    return another ? undefined : only
  }

  isEnded(element: string): boolean {
    return this.plan.ends?.includes(element) ?? false
  }

  dropsTokens(gateway: string): boolean {
    return this.plan.dropTokens?.includes(gateway) ?? false
  }

  forgets(element: string): boolean {
    return this.plan.dropCompensation?.includes(element) ?? false
  }

  /** The ids that this state holds and the new version calls otherwise. */
  renames(state: Readonly<State>): { elements: Record<string, string>; flows: Record<string, string> } {
    const elements: Record<string, string> = {}
    const flows: Record<string, string> = {}
    for (const { id } of this.former.nodes) {
      const to = this.id(id)
      if (to !== id && this.next.byId.has(to)) elements[id] = to
    }
    for (const { parked = {}, resetting = {} } of state.instances.values()) {
      const held = [
        ...Object.entries(parked).map(([gateway, tokens]) => [gateway, Object.keys(tokens)] as const),
        ...Object.entries(resetting),
      ]
      for (const [gateway, ids] of held) {
        const node = this.becomes(gateway)
        for (const id of node ? ids : []) {
          const to = this.flow(id, node!)?.id
          if (to !== undefined && to !== id) flows[id] = to
        }
      }
    }
    return { elements, flows }
  }
}
