import type { Store, Transaction } from '../store/port.ts'
import type { Almanacs, Derivation } from './almanacs.ts'
import type { Clock } from './clock.ts'
import type { Exchanged } from './exchange.ts'
import type { GroupCommit } from './groupCommit.ts'

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly commits: GroupCommit
  readonly almanacs: Almanacs
  /** Brings these cases up to date in the transaction: what follows from the calendars, then what is due. */
  readonly bring: (transaction: Transaction, cases: readonly string[]) => Promise<Exchanged>
  readonly tell: (exchanged: Exchanged) => void
  readonly onError: (error: unknown, doing: string) => void
}

/** Cases of one transaction: commands wait no longer than it takes. */
const together = 50

/**
 * Lets all running cases follow a change of calendars, in the order of their ids, a batch a transaction. Where it stands is
 * kept with what it has done, so that it goes on after a crash and on another node. A case that is commanded meanwhile
 * follows by itself, before its command.
 */
export class Following {
  readonly #needs: Needs

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** Does the next batch; answers how many cases it looked at, 0 when there is nothing to do. */
  async next(): Promise<number> {
    const { almanacs, store } = this.#needs
    if (!almanacs.following) return 0
    const known = await almanacs.derivation()
    if (!known || known.finishedAt !== undefined) {
      await almanacs.refresh()
      return 0
    }
    const page = { limit: together, running: true } as const
    const ids = await store.caseIds(known.after === '' ? page : { ...page, after: known.after })
    await this.#batch(known, ids)
    if (ids.length === 0) await almanacs.refresh()
    return Math.max(1, ids.length)
  }

  async #batch(known: Derivation, ids: readonly string[]): Promise<void> {
    const { commits, bring, tell } = this.#needs
    try {
      const exchanged = await commits.add(
        async (transaction) => {
          if (!(await this.#mine(transaction, known))) return undefined
          const done = await bring(transaction, ids)
          await this.#note(transaction, known, ids, movedIn(done), 0)
          return done
        },
        { cases: ids },
        ids.length,
      )
      if (exchanged) tell(exchanged)
    } catch {
      await this.#oneByOne(known, ids)
    }
  }

  /** One of them breaks: each has a transaction of its own, and only the guilty one stays behind. */
  async #oneByOne(known: Derivation, ids: readonly string[]): Promise<void> {
    const { commits, bring, tell, onError } = this.#needs
    let moved = 0
    let failed = 0
    for (const id of ids) {
      try {
        const exchanged = await commits.add((transaction) => bring(transaction, [id]), { cases: [id] })
        moved += movedIn(exchanged)
        tell(exchanged)
      } catch (error) {
        failed++
        onError(error, `due days of case ${id}`)
      }
    }
    await commits.add(async (transaction) => {
      if (await this.#mine(transaction, known)) await this.#note(transaction, known, ids, moved, failed)
    })
  }

  /** False when another node has done this batch meanwhile. */
  async #mine(transaction: Transaction, known: Derivation): Promise<boolean> {
    const now = await this.#needs.almanacs.claim(transaction)
    return now?.revision === known.revision && now.after === known.after
  }

  #note(
    transaction: Transaction,
    known: Derivation,
    ids: readonly string[],
    moved: number,
    failed: number,
  ): Promise<void> {
    const { almanacs, clock } = this.#needs
    const sums = { done: known.done + ids.length, moved: known.moved + moved, failed: known.failed + failed }
    const end = ids.length === 0 ? { finishedAt: clock.now() } : {}
    return almanacs.note(transaction, { ...known, ...sums, after: ids.at(-1) ?? known.after, ...end })
  }
}

/** Cases of which a due day or a deadline has moved. */
function movedIn({ steps }: Exchanged): number {
  const moves = ['dueDerived', 'timerMoved']
  return new Set(
    steps.flatMap(({ caseId, events }) => (events.some(({ type }) => moves.includes(type)) ? [caseId] : [])),
  ).size
}
