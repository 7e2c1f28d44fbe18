import type { Store } from '../store/port.ts'
import { Alarm } from './alarm.ts'
import type { Clock } from './clock.ts'
import type { Jobs } from './jobs.ts'
import type { Duty } from './options.ts'
import type { Outbox } from './outbox.ts'

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly jobs: Jobs
  readonly outbox: Outbox
  readonly duties: readonly Duty[]
  /** Fires what is due in one transaction; answers how many timers fired. */
  readonly fireDue: () => Promise<number>
  /** Lets cases follow a change of calendars; answers how many it looked at. */
  readonly follow: () => Promise<number>
  /** Forgets what is kept no longer. */
  readonly forget: () => Promise<unknown>
  readonly onError: (error: unknown, doing: string) => void
}

const longestSleep = 60_000
/** Where other nodes write to the same database, somebody looks this often, should a node die with its alarm. */
const longestSleepAmongNodes = 1_000
const restAfterError = 5_000
const betweenForgetting = 3_600_000

/** Takes up work when it falls due: timers, jobs of own handlers, letters, duties of the application. Costs what is due, never what is pending. */
export class Pump {
  readonly #needs: Needs
  readonly #alarm = new Alarm(() => this.wake())
  #running: Promise<void> | undefined
  #again = false
  #closed = false
  /** Pieces of work done so far. */
  #progress = 0
  #fired = 0
  #forgetAt = 0

  constructor(needs: Needs) {
    this.#needs = needs
  }

  get fired(): number {
    return this.#fired
  }

  get progress(): number {
    return this.#progress + this.#fired
  }

  /** Takes up waiting work now; further calls while it runs make it look once more. */
  wake(): void {
    void this.run()
  }

  run(): Promise<void> {
    this.#again = true
    this.#running ??= this.#untilIdle()
    return this.#running
  }

  countFired(fired: number): void {
    this.#fired += fired
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#alarm.close()
    await this.#running
  }

  /** When something falls due next: infinity when nothing waits. */
  async next(): Promise<number> {
    const { store, jobs, outbox, duties } = this.#needs
    const own = duties.map((duty) => duty.next())
    const waiting = await Promise.all([store.nextDue(), store.nextJob(jobs.types), outbox.next(), ...own])
    return Math.min(...waiting.map((at) => at ?? Number.POSITIVE_INFINITY))
  }

  async #untilIdle(): Promise<void> {
    const { jobs, outbox, onError } = this.#needs
    try {
      while (this.#again && !this.#closed) {
        this.#again = false
        await this.#fireAll()
        const followed = await this.#needs.follow()
        if (followed > 0) this.#again = true
        const taken = await jobs.take()
        const sent = await outbox.send()
        const kept = await this.#keepDuties()
        if (sent + kept > 0) this.#again = true
        this.#progress += taken + sent + followed + kept
        await this.#forget()
        await this.#sleep()
      }
    } catch (error) {
      onError(error, 'waiting work')
      this.#alarm.set(restAfterError)
    }
    // In the same turn as the last look at `#again`: a later wake starts a run of its own.
    this.#running = undefined
  }

  /** In as many transactions at once as the store can do: one is computed while another is committed. */
  async #fireAll(): Promise<void> {
    const lane = async (): Promise<void> => {
      while (!this.#closed && (await this.#needs.fireDue()) > 0) this.#again = true
    }
    await Promise.all(Array.from({ length: this.#needs.store.lanes ?? 1 }, lane))
  }

  async #forget(): Promise<void> {
    const now = this.#needs.clock.now()
    if (now < this.#forgetAt) return
    this.#forgetAt = now + betweenForgetting
    await this.#needs.forget()
  }

  async #keepDuties(): Promise<number> {
    const { duties, clock } = this.#needs
    let kept = 0
    for (const duty of duties) {
      const next = await duty.next()
      if (next !== undefined && next <= clock.now()) kept += await duty.take(clock.now())
    }
    return kept
  }

  async #sleep(): Promise<void> {
    if (this.#closed || this.#again) return
    const { store, clock } = this.#needs
    const longest = store.watch ? longestSleepAmongNodes : longestSleep
    this.#alarm.set(Math.min((await this.next()) - clock.now(), longest))
  }
}
