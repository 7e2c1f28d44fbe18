import type { Store, Transaction } from '../store/port.ts'
import type { Clock } from './clock.ts'
import type { Exchanged } from './exchange.ts'
import type { GroupCommit } from './groupCommit.ts'

/** Cases whose timers fire in one transaction. */
const together = 256

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly commits: GroupCommit
  /** Fires everything that is due in these cases. */
  readonly fire: (transaction: Transaction, cases: readonly string[], at: number) => Promise<Exchanged>
  /** Tells of what was committed; answers how many timers fired. */
  readonly tell: (exchanged: Exchanged) => number
  readonly onError: (error: unknown, doing: string) => void
}

/** Due timers, those of many cases in one transaction; should one of them break it, each case has one of its own. */
export class Firing {
  readonly #needs: Needs
  /** The last transaction found as many due cases as it could take: nobody need ask whether there are more. */
  #more = false

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** Takes up what is due, at most one transaction full. Answers how many timers fired. */
  async next(): Promise<number> {
    const { store, clock, commits, fire, tell } = this.#needs
    const now = clock.now()
    if (!this.#more && (await store.dueTimers(now, 1)).length === 0) return 0
    const work = async (transaction: Transaction): Promise<Exchanged> => {
      const cases = await transaction.dueCases(now, together)
      this.#more = cases.length === together
      return fire(transaction, cases, now)
    }
    try {
      return tell(await commits.add(work, {}, together))
    } catch {
      this.#more = false
      return this.#oneByOne(now)
    }
  }

  async #oneByOne(now: number): Promise<number> {
    const { store, commits, fire, tell, onError } = this.#needs
    const cases = new Set((await store.dueTimers(now, together)).map(({ caseId }) => caseId))
    let fired = 0
    const alone = async (id: string): Promise<void> => {
      fired += tell(await commits.add((transaction) => fire(transaction, [id], now), { cases: [id] }))
    }
    const outcomes = await Promise.allSettled(Array.from(cases, alone))
    for (const one of outcomes) if (one.status === 'rejected') onError(one.reason, 'due timers')
    return fired
  }
}
