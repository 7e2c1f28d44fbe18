import type { LiveChange } from '../contract/index.ts'

/** Tells open pages that something has changed; they load again what they show. */
export class Live {
  readonly #listeners = new Set<(change: LiveChange) => void>()

  listen(listener: (change: LiveChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(change: LiveChange): void {
    for (const listener of this.#listeners) listener(change)
  }
}
