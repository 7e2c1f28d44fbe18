import type { Needs, Store, Transaction } from '../store/port.ts'

interface Waiting {
  run: (transaction: Transaction) => Promise<unknown>
  needs: Needs
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

const largestGroup = 128
/**
 * Gathers the work of concurrent callers into durable transactions. A caller is answered after the commit. Work that throws
 * takes its group down with it, so each member is then done again alone, and only the guilty one fails. Where the store has
 * several lanes, groups run side by side; two of them that want the same case meet at its lock.
 */
export class GroupCommit {
  readonly #store: Store
  readonly #onCommit: ((size: number, took: number) => void) | undefined
  readonly #lanes: Set<Promise<void>> = new Set()
  #waiting: Waiting[] = []
  /** Pieces of work in groups that are not done yet. */
  #inHand = 0

  constructor(store: Store, onCommit?: (size: number, took: number) => void) {
    this.#store = store
    this.#onCommit = onCommit
  }

  add<T>(run: (transaction: Transaction) => Promise<T>, needs: Needs = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ run, needs, resolve: resolve as (value: unknown) => void, reject })
      if (this.#lanes.size < (this.#store.lanes ?? 1)) this.#open()
    })
  }

  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all(this.#lanes)
  }

  #open(): void {
    const lane = this.#flush().finally(() => {
      this.#lanes.delete(lane)
      // Work may have come between the lane's last look and its end.
      if (this.#waiting.length > 0 && this.#lanes.size === 0) this.#open()
    })
    this.#lanes.add(lane)
  }

  async #flush(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, this.#share())
      this.#inHand += group.length
      await this.#commit(group)
      this.#inHand -= group.length
    }
  }

  /** As the store would have its work divided. */
  #share(): number {
    return Math.min(largestGroup, Math.ceil((this.#waiting.length + this.#inHand) / (this.#store.share ?? 1)))
  }

  async #commit(group: Waiting[]): Promise<void> {
    const begin = performance.now()
    try {
      const results = await this.#store.transaction(
        async (transaction) => {
          const done: unknown[] = []
          for (const { run } of group) done.push(await run(transaction))
          return done
        },
        group.map(({ needs }) => needs),
      )
      this.#onCommit?.(group.length, performance.now() - begin)
      group.forEach(({ resolve }, index) => resolve(results[index]))
    } catch (error) {
      if (group.length === 1) group[0]!.reject(error)
      else for (const member of group) await this.#commit([member])
    }
  }
}
