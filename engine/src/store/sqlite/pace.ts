/** How much the latest measurement counts among those before it. */
const newWeight = 0.2

/**
 * Whether it pays to divide what waits, so that one part is computed while another is written. That takes two commits instead
 * of one: it pays where computing takes longer than waiting for the disk.
 */
export class Pace {
  #computing = 0
  #syncing = 0
  #share = 1

  get share(): number {
    return this.#share
  }

  /** Milliseconds that the work of a transaction has taken, and its commit. */
  took(computing: number, syncing: number): void {
    this.#computing += (computing * this.#share - this.#computing) * newWeight
    this.#syncing += (syncing - this.#syncing) * newWeight
    this.#share = this.#computing > this.#syncing ? 2 : 1
  }
}
