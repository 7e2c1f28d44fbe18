import type { Store, Transaction } from '../store/port.ts'

interface Waiting {
  run: (transaction: Transaction) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

const largestGroup = 128

/**
 * Gathers the work of concurrent callers into one durable transaction. A caller is answered after the commit. Work that
 * throws takes the group down with it, so each member is then done again alone, and only the guilty one fails.
 */
export class GroupCommit {
  readonly #store: Store
  #waiting: Waiting[] = []
  #flushing: Promise<void> | undefined

  constructor(store: Store) {
    this.#store = store
  }

  add<T>(run: (transaction: Transaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ run, resolve: resolve as (value: unknown) => void, reject })
      this.#flushing ??= this.#flush()
    })
  }

  async idle(): Promise<void> {
    while (this.#flushing) await this.#flushing
  }

  async #flush(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, largestGroup))
    // In the same turn as the last look at the queue: work added from now on starts a flush of its own.
    this.#flushing = undefined
  }

  async #commit(group: Waiting[]): Promise<void> {
    try {
      const results = await this.#store.transaction(async (transaction) => {
        const done: unknown[] = []
        for (const { run } of group) done.push(await run(transaction))
        return done
      })
      group.forEach(({ resolve }, index) => resolve(results[index]))
    } catch (error) {
      if (group.length === 1) group[0]!.reject(error)
      else for (const member of group) await this.#commit([member])
    }
  }
}
