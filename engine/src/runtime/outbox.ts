import type { Json } from '../expression/expression.ts'
import type { OutboxRow, Store, Transaction } from '../store/port.ts'
import { never } from '../step/state.ts'
import type { Clock } from './clock.ts'
import type { GroupCommit } from './groupCommit.ts'

export interface Letter {
  /** Default: one of chance. The receiver recognises a repetition by it; a second letter with the same id is refused. */
  readonly id?: string
  readonly topic: string
  readonly payload: Json
}

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly commits: GroupCommit
  readonly senders: Readonly<Record<string, (letter: OutboxRow) => Promise<void>>>
  readonly ids: () => string
  /** Milliseconds after which a letter that never arrived is given up. */
  readonly giveUpAfter: number
  readonly onError: (error: unknown, doing: string) => void
}

const atOnce = 32
/** How long a letter in hand is left alone; a sender that takes longer may see it sent twice. */
const lease = 60_000
const longestRest = 3_600_000

/** Sends what leaves the house after the commit that wanted it, at least once. */
export class Outbox {
  readonly #needs: Needs

  constructor(needs: Needs) {
    this.#needs = needs
  }

  get #sends(): boolean {
    return Object.keys(this.#needs.senders).length > 0
  }

  post(transaction: Transaction, { id, topic, payload }: Letter): Promise<void> {
    const now = this.#needs.clock.now()
    const row = { id: id ?? this.#needs.ids(), topic, payload, createdAt: now, runAt: now, failures: 0, error: '' }
    return transaction.post(row)
  }

  /** When the next letter may be sent; undefined without one, and where nobody sends. */
  async next(): Promise<number | undefined> {
    return this.#sends ? this.#needs.store.nextLetter() : undefined
  }

  /** Sends what may be sent now; answers how many were tried. */
  async send(): Promise<number> {
    const { clock, commits } = this.#needs
    const next = await this.next()
    if (next === undefined || next > clock.now()) return 0
    const letters = await commits.add((transaction) => {
      const now = clock.now()
      return transaction.leaseLetters(now, atOnce, now + lease)
    })
    await Promise.all(letters.map((letter) => this.#deliver(letter)))
    return letters.length
  }

  async #deliver(letter: OutboxRow): Promise<void> {
    const { clock, commits, senders, giveUpAfter, onError } = this.#needs
    const { id, topic, failures, createdAt } = letter
    try {
      const sender = senders[topic]
      if (!sender) throw new Error(`Expected a sender for letters of topic ${topic}`)
      await sender(letter)
      await commits.add((transaction) => transaction.settleLetter(id, 'gone'))
    } catch (thrown) {
      const givenUp = clock.now() - createdAt >= giveUpAfter
      onError(thrown, `letter ${id} of topic ${topic}${givenUp ? ', which is given up' : ''}`)
      const error = thrown instanceof Error ? thrown.message : String(thrown)
      const runAt = givenUp ? never : clock.now() + Math.min(longestRest, 10_000 * 2 ** failures)
      await commits.add((transaction) => transaction.settleLetter(id, { runAt, error }))
    }
  }
}
