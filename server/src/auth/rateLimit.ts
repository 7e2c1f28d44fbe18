import { ApiError } from '../problem.ts'

/** Refuses a key that has failed too often within the window. Kept in memory: a restart forgives. */
export class RateLimit {
  readonly #failures = new Map<string, number[]>()
  readonly #most: number
  readonly #window: number

  constructor(most: number, windowMs: number) {
    this.#most = most
    this.#window = windowMs
  }

  check(key: string, now: number): void {
    const recent = (this.#failures.get(key) ?? []).filter((at) => at > now - this.#window)
    if (recent.length < this.#most) return
    throw new ApiError(429, 'too-many-tries', 'Too many wrong tries', { remedy: 'Wait a minute, then try again' })
  }

  failed(key: string, now: number): void {
    const recent = (this.#failures.get(key) ?? []).filter((at) => at > now - this.#window)
    if (this.#failures.size > 10_000) this.#failures.clear()
    this.#failures.set(key, [...recent, now])
  }
}
