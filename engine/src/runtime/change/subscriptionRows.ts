import { overStores } from '../../step/abilities/waiting.ts'
import type { State, SubscriptionState } from '../../step/state.ts'
import type { SubscriptionRow } from '../../store/port.ts'
import { none, valuesOf } from './lazy.ts'

/** Waits that something outside the case can end. */
const isShared = ({ kind, name }: { kind: string; name: string }): boolean =>
  kind !== 'conditional' || name === overStores

type Waiting = Pick<SubscriptionState, 'element' | 'trigger' | 'kind' | 'name'> & { correlationKey?: string | null }

const idOf = ({ key, element, trigger }: Pick<SubscriptionRow, 'key' | 'element' | 'trigger'>): string =>
  `${key}/${element}/${trigger}`

/** The waits for messages, signals and shared data that a step begins and ends. */
export class SubscriptionRows {
  readonly #before: State | undefined
  readonly #caseId: string
  #set: Map<string, SubscriptionRow> | undefined
  #gone: Map<string, SubscriptionRow> | undefined

  constructor(before: State | undefined, caseId: string) {
    this.#before = before
    this.#caseId = caseId
  }

  get set(): readonly SubscriptionRow[] {
    return valuesOf(this.#set)
  }

  get gone(): readonly SubscriptionRow[] {
    return valuesOf(this.#gone)
  }

  subscribe(key: number, waiting: Waiting): void {
    if (!isShared(waiting)) return
    const row = this.#row(key, waiting)
    this.#gone?.delete(idOf(row))
    this.#set ??= new Map()
    this.#set.set(idOf(row), row)
  }

  /** Ends the instance's waits: of these events, or all. */
  unsubscribe(key: number, elements?: readonly string[]): void {
    const before = this.#before?.instances.get(key)?.subscriptions ?? none
    if (before.length === 0 && !this.#set) return
    const kept = before.filter(isShared).map((waiting) => this.#row(key, waiting))
    for (const row of [...kept, ...valuesOf(this.#set)]) {
      if (row.key !== key || (elements && !elements.includes(row.element))) continue
      this.#set?.delete(idOf(row))
      this.#gone ??= new Map()
      this.#gone.set(idOf(row), row)
    }
  }

  /** Elements have other ids now. Two may have changed places, so every old row goes before a new one comes. */
  rename(elements: Readonly<Record<string, string>>): void {
    const moved: SubscriptionRow[] = []
    for (const { key, subscriptions = [] } of this.#before?.instances.values() ?? []) {
      for (const waiting of subscriptions) {
        const becomes = elements[waiting.element]
        const row = this.#row(key, waiting)
        if (becomes === undefined || !isShared(waiting) || this.#gone?.has(idOf(row))) continue
        this.#gone ??= new Map()
        this.#gone.set(idOf(row), row)
        moved.push({ ...row, element: becomes })
      }
    }
    if (moved.length > 0) this.#set ??= new Map()
    for (const row of moved) this.#set!.set(idOf(row), row)
  }

  #row(key: number, { element, trigger, kind, name, correlationKey = null }: Waiting): SubscriptionRow {
    return { caseId: this.#caseId, key, element, trigger, kind, name, correlationKey }
  }
}
