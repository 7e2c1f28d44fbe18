import type { Needs, Store, Transaction } from '../store/port.ts'

interface Waiting {
  run: (transaction: Transaction) => Promise<unknown>
  needs: Needs
  steps: number
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** Steps of one transaction, unless a single piece of work has more. */
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
  /** Steps in groups that are not done yet. */
  #inHand = 0

  constructor(store: Store, onCommit?: (size: number, took: number) => void) {
    this.#store = store
    this.#onCommit = onCommit
  }

  /** @param steps about how many steps of cases the work is */
  add<T>(run: (transaction: Transaction) => Promise<T>, needs: Needs = {}, steps = 1): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ run, needs, steps, resolve: resolve as (value: unknown) => void, reject })
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
      if (this.#waiting.length > 0 && this.#lanes.size < (this.#store.lanes ?? 1)) this.#open()
    })
    this.#lanes.add(lane)
  }

  async #flush(): Promise<void> {
    for (;;) {
      // Whoever was answered comes back with the next command.
      await new Promise((resolve) => setImmediate(resolve))
      if (this.#waiting.length === 0) break
      const { group, steps } = this.#take()
      this.#inHand += steps
      await this.#commit(group)
      this.#inHand -= steps
    }
  }

  /** What waits longest, as much as the store would have in one part: one is computed while another is written. */
  #take(): { group: Waiting[]; steps: number } {
    const { lanes = 1, leastTogether = 1 } = this.#store
    const all = this.#waiting.reduce((sum, { steps }) => sum + steps, this.#inHand)
    const most = Math.min(largestGroup, Math.max(Math.ceil(all / lanes), leastTogether))
    let steps = this.#waiting[0]!.steps
    let count = 1
    for (; count < this.#waiting.length && steps + this.#waiting[count]!.steps <= most; count++)
      steps += this.#waiting[count]!.steps
    return { group: this.#waiting.splice(0, count), steps }
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
