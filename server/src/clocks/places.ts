import type { Graph, Json, State } from '@lianban/engine'
import type { RecordedEvent } from '@lianban/engine/runtime'

interface Place {
  readonly element: string
  readonly scope: number
  readonly position?: number
}

export interface Department {
  readonly code: string
  readonly name: string
}

/**
 * Which department of a joint review an instance belongs to: read from the states around a step and from what the step
 * itself entered, or, without states, from a whole record.
 */
export class Places {
  readonly #graph: Graph
  readonly #states: readonly (State | undefined)[]
  readonly #entered = new Map<number, Place>()
  readonly #items = new Map<number, readonly Json[]>()

  constructor(graph: Graph, events: readonly RecordedEvent[], ...states: readonly (State | undefined)[]) {
    this.#graph = graph
    this.#states = states
    for (const { event } of events) {
      if (event.type === 'elementEntered') this.#entered.set(event.key, event)
      else if (event.type === 'loopStarted') this.#items.set(event.key, event.items)
    }
  }

  departmentOf(key: number): Department | undefined {
    for (let at = this.#place(key); at; at = this.#place(at.scope)) {
      if (at.position === undefined || !this.#graph.byId.get(at.element)?.loop?.departments) continue
      const item = this.#itemsOf(at.scope)?.[at.position] as Partial<Department> | null | undefined
      return typeof item?.code === 'string' ? { code: item.code, name: item.name ?? '' } : undefined
    }
    return undefined
  }

  #place(key: number): Place | undefined {
    for (const state of this.#states) {
      const instance = state?.instances.get(key)
      if (instance) return instance
    }
    return this.#entered.get(key)
  }

  #itemsOf(body: number): readonly Json[] | undefined {
    for (const state of this.#states) {
      const loop = state?.instances.get(body)?.loop
      if (loop) return loop.items
    }
    return this.#items.get(body)
  }
}
