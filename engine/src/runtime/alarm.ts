/** The one timer of a runtime: when it looks for due work by itself. */
export class Alarm {
  readonly #ring: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #closed = false

  constructor(ring: () => void) {
    this.#ring = ring
  }

  /** Rings after `delay` milliseconds, instead of whenever it would have. */
  set(delay: number): void {
    clearTimeout(this.#timer)
    if (this.#closed) return
    this.#timer = setTimeout(this.#ring, Math.max(delay, 1))
    this.#timer.unref()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }
}
