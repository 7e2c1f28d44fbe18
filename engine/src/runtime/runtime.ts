import type { Variables } from '../expression/expression.ts'
import type { Graph } from '../model/graph.ts'
import type { Command } from '../step/command.ts'
import type { JobRow, Store, Transaction } from '../store/port.ts'
import { china, type WorkingCalendar } from '../time/index.ts'
import { Cases } from './cases.ts'
import { isMovable, systemClock, type Clock } from './clock.ts'
import { Definitions, type Deployed, type Deployment } from './definitions.ts'
import { Exchange, type Exchanged } from './exchange.ts'
import { GroupCommit } from './groupCommit.ts'
import { Jobs } from './jobs.ts'
import type { Message, Outcome, RuntimeOptions, StartOptions } from './options.ts'

const longestSleep = 60_000
const restAfterError = 5_000

/** The engine at work over a store: the only place that waits. Made by `openRuntime`. */
export class Runtime {
  readonly store: Store
  readonly clock: Clock
  readonly calendar: WorkingCalendar
  readonly #options: RuntimeOptions
  readonly #commits: GroupCommit
  readonly #definitions: Definitions
  readonly #cases: Cases
  readonly #jobs: Jobs
  readonly #ids: () => string
  #alarm: ReturnType<typeof setTimeout> | undefined
  #pumping: Promise<void> | undefined
  #again = false
  #fired = 0
  #taken = 0
  #closed = false

  constructor(options: RuntimeOptions) {
    this.#options = options
    this.store = options.store
    this.clock = options.clock ?? systemClock
    this.calendar = options.calendar ?? china
    this.#ids = options.ids ?? (() => crypto.randomUUID())
    this.#commits = new GroupCommit(this.store)
    this.#definitions = new Definitions(this.store, this.#commits)
    const { calendar } = this
    this.#cases = new Cases({ definitions: this.#definitions, calendar, projections: options.projections ?? [] })
    this.#jobs = new Jobs({
      store: this.store,
      clock: this.clock,
      handlers: options.handlers ?? {},
      complete: (job, variables) => this.dispatch(job.caseId, { type: 'completeJob', key: job.key, variables }),
      fail: (job, message) => this.#failJob(job, message),
    })
  }

  /** Publishes the processes of a file; they begin to wait for their own start events in the same transaction. */
  async deploy(deployment: Deployment): Promise<Deployed> {
    const at = this.clock.now()
    const deployed = await this.#definitions.deploy(deployment, at, async (transaction, graph, version) => {
      const { outcome } = await this.#exchange(transaction, at).stand(graph, version)
      return outcome
    })
    if (deployed.ok) this.wake()
    return deployed
  }

  graph(process: string, version: number): Promise<Graph> {
    return this.#definitions.graph(process, version)
  }

  /** Starts a case; resolves once it is durable. */
  async start(options: StartOptions): Promise<Outcome> {
    const version = options.version ?? (await this.#definitions.latest(options.process))
    if (version === undefined) {
      const words = `Process ${options.process} is not published`
      return { ok: false, rejection: { code: 'no-such-process', words, remedy: 'Publish it first' } }
    }
    const caseId = options.caseId ?? this.#ids()
    return this.#commit((exchange, transaction, at) =>
      exchange.run(() => this.#cases.start(transaction, options, version, caseId, at)),
    )
  }

  /** Gives a command to a case; resolves once its outcome is durable. `request` makes a repetition harmless. */
  dispatch(caseId: string, command: Command, { request }: { request?: string } = {}): Promise<Outcome> {
    return this.#commit((exchange) => exchange.dispatch(caseId, command, request))
  }

  /** Sends a message: to one waiting case a process, else it starts a process, else it is kept for its time to live. */
  publish(message: Message): Promise<Outcome> {
    return this.#commit((exchange) => exchange.publish(message))
  }

  /** Sends a signal to every case that waits for it, and starts every process that begins with it. */
  broadcast(name: string, variables: Variables = {}): Promise<Outcome> {
    return this.#commit((exchange) => exchange.broadcast(name, variables))
  }

  /** Starts every process that begins with a condition which holds for these values. */
  evaluateConditions(variables: Variables = {}): Promise<Outcome> {
    return this.#commit((exchange) => exchange.evaluateConditions(variables))
  }

  /** One durable transaction of the embedding application, in the same groups as the commands. */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#commits.add(work)
  }

  /** Resolves when nothing that is due now is left to do: timers fired, jobs of own handlers done. */
  async settle(): Promise<void> {
    // Work that is due but makes no progress twice is broken: it is reported, and waits for its next alarm.
    for (let fruitless = 0; fruitless < 2;) {
      const before = this.#progress
      await this.#pump()
      await this.#jobs.idle()
      await this.#commits.idle()
      const now = this.clock.now()
      const due = [await this.store.nextDue(), await this.store.nextJob(this.#jobs.types)]
      if (!due.some((at) => at !== undefined && at <= now)) return
      fruitless = this.#progress > before ? 0 : fruitless + 1
    }
  }

  /** Moves a movable clock forward; everything due on the way happens at its own instant, in order. Answers the timers fired. */
  async advance(to: number): Promise<number> {
    const { clock } = this
    if (!isMovable(clock)) throw new Error('Expected a movable clock, but this runtime runs on the system clock')
    const before = this.#fired
    for (;;) {
      await this.settle()
      const waiting = [await this.store.nextDue(), await this.store.nextJob(this.#jobs.types)]
      const next = Math.min(...waiting.map((at) => at ?? Number.POSITIVE_INFINITY))
      if (next > to || next <= clock.now()) break
      clock.moveTo(next)
    }
    clock.moveTo(to)
    await this.settle()
    return this.#fired - before
  }

  get #progress(): number {
    return this.#fired + this.#taken
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#alarm)
    await this.#pumping
    await this.#jobs.idle()
    await this.#commits.idle()
    await this.store.close()
  }

  /** Takes up waiting work now; further calls while it runs make it look once more. */
  wake(): void {
    void this.#pump()
  }

  async #commit(
    work: (exchange: Exchange, transaction: Transaction, at: number) => Promise<Exchanged>,
  ): Promise<Outcome> {
    const { outcome, steps, fired } = await this.#commits.add((transaction) => {
      const at = this.clock.now()
      return work(this.#exchange(transaction, at), transaction, at)
    })
    this.#fired += fired
    for (const { caseId, events, standing } of steps)
      if (events.length > 0 && !standing) this.#options.onCommit?.(caseId, events)
    if (steps.some(({ effects }) => effects.length > 0)) this.wake()
    return outcome
  }

  #exchange(transaction: Transaction, at: number): Exchange {
    return new Exchange(this.#cases, this.#definitions, transaction, at, this.#ids)
  }

  #pump(): Promise<void> {
    this.#again = true
    this.#pumping ??= this.#pumpUntilIdle()
    return this.#pumping
  }

  async #pumpUntilIdle(): Promise<void> {
    try {
      while (this.#again && !this.#closed) {
        this.#again = false
        while (await this.#fireDue()) this.#again = true
        const taken = await this.#jobs.take()
        this.#taken += taken
        if (taken > 0) void this.#jobs.idle().then(() => this.wake())
        await this.#sleep()
      }
    } catch (error) {
      this.#options.onError?.(error, 'waiting work')
      this.#setAlarm(restAfterError)
    }
    // In the same turn as the last look at `#again`: a later wake starts a pump of its own.
    this.#pumping = undefined
  }

  async #fireDue(): Promise<boolean> {
    const before = this.#fired
    const due = await this.store.dueTimers(this.clock.now(), 100)
    const cases = [...new Set(due.map((timer) => timer.caseId))]
    await Promise.all(cases.map((caseId) => this.#commit((exchange) => exchange.fireDue(caseId))))
    return this.#fired > before
  }

  async #sleep(): Promise<void> {
    if (this.#closed) return
    const waiting = [await this.store.nextDue(), await this.store.nextJob(this.#jobs.types)]
    const next = Math.min(...waiting.map((at) => at ?? Number.POSITIVE_INFINITY))
    if (next < Number.POSITIVE_INFINITY) this.#setAlarm(next - this.clock.now())
  }

  #setAlarm(delay: number): void {
    clearTimeout(this.#alarm)
    if (this.#closed) return
    this.#alarm = setTimeout(() => this.wake(), Math.min(Math.max(delay, 1), longestSleep))
    this.#alarm.unref?.()
  }

  #failJob(job: JobRow, message: string): Promise<Outcome> {
    this.#options.onError?.(new Error(message), `job ${job.type} of case ${job.caseId}`)
    return this.dispatch(job.caseId, { type: 'failJob', key: job.key, retries: Math.max(0, job.retries - 1), message })
  }
}

/** Opens a store, brings its schema up to date and takes up whatever was due while nobody was there. */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  await options.store.migrate()
  const runtime = new Runtime(options)
  if (options.start !== false) runtime.wake()
  return runtime
}
