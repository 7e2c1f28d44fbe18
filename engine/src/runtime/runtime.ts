import type { Variables } from '../expression/expression.ts'
import type { Problem } from '../model/problem.ts'
import type { DecisionSource } from '../decision/source.ts'
import { explainDecision, type RecordedDecision } from './explainDecision.ts'
import { unsealed } from '../audit/chain.ts'
import type { RestartPoint } from '../correction/plan.ts'
import type { Graph } from '../model/graph.ts'
import { replay } from '../step/apply.ts'
import type { Command, ListenerResult } from '../step/command.ts'
import type { Needs, Store, Transaction } from '../store/port.ts'
import { china, type AlmanacDocument, type WorkingCalendar } from '../time/index.ts'
import { Almanacs, type AlmanacChange, type AlmanacChanged, type Counting, type Derivation } from './almanacs.ts'
import { Cases } from './cases.ts'
import { taskId } from './change/taskRows.ts'
import { isMovable, systemClock, type Clock } from './clock.ts'
import { Definitions, type Deployed, type Deployment } from './definitions.ts'
import { Exchange, type Exchanged, type Needs as Exchanging } from './exchange.ts'
import { Firing } from './firing.ts'
import { Following } from './following.ts'
import { GroupCommit } from './groupCommit.ts'
import { timeOrderedId } from './ids.ts'
import { Jobs } from './jobs.ts'
import type {
  ActivatedJob,
  Activation,
  JobHand,
  Message,
  Meter,
  Outcome,
  RuntimeOptions,
  StartOptions,
} from './options.ts'
import { Outbox, type Letter } from './outbox.ts'
import { Pump } from './pump.ts'
import { tryOut, type TriedOut } from './tryOut.ts'

const days = 86_400_000
/** Rows that one transaction forgets. */
const forgottenTogether = 500

/** The engine at work over a store: the only place that waits. Made by `openRuntime`. */
export class Runtime {
  readonly store: Store
  readonly clock: Clock
  readonly #options: RuntimeOptions
  readonly #meter: Meter
  readonly #commits: GroupCommit
  readonly #definitions: Definitions
  readonly #almanacs: Almanacs
  readonly #exchanging: Exchanging
  readonly #jobs: Jobs
  readonly #outbox: Outbox
  readonly #pump: Pump
  readonly #ids: () => string
  #unwatch: (() => Promise<void>) | undefined
  /** A letter was posted that the pump does not know of. */
  #posted = false

  constructor(options: RuntimeOptions) {
    this.#options = options
    this.store = options.store
    this.clock = options.clock ?? systemClock
    this.#meter = options.meter ?? {}
    this.#ids = options.ids ?? timeOrderedId
    this.#commits = new GroupCommit(this.store, (size, took) => this.#committed(size, took))
    this.#definitions = new Definitions(this.store, this.#commits)
    this.#almanacs = new Almanacs(this.store, this.#commits, options.calendar ?? china)
    const cases = new Cases({
      definitions: this.#definitions,
      almanacs: this.#almanacs,
      projections: options.projections ?? [],
    })
    this.#exchanging = { cases, definitions: this.#definitions, ids: this.#ids, meter: this.#meter }
    const onError = (error: unknown, doing: string): void => options.onError?.(error, doing)
    const shared = { store: this.store, clock: this.clock, commits: this.#commits, ids: this.#ids, onError }
    this.#jobs = new Jobs({
      ...shared,
      handlers: options.handlers ?? {},
      meter: this.#meter,
      node: options.node ?? timeOrderedId(),
      onRoom: () => this.wake(),
      complete: (job, variables) => this.completeJob(job, variables),
      fail: (job, message) => {
        onError(new Error(message), `job ${job.type} of case ${job.caseId}`)
        return this.failJob(job, { message })
      },
    })
    this.#outbox = new Outbox({
      ...shared,
      senders: options.senders ?? {},
      giveUpAfter: options.retention?.letters ?? 30 * days,
    })
    const { store, clock } = this
    const tell = (exchanged: Exchanged): number => this.#tell(exchanged)
    const fire = (transaction: Transaction, ids: readonly string[], at: number): Promise<Exchanged> =>
      this.#exchange(transaction, at).fireDue(...ids)
    const firing = new Firing({ ...shared, fire, tell })
    const following = new Following({
      ...shared,
      almanacs: this.#almanacs,
      bring: (transaction, ids) => fire(transaction, ids, clock.now()),
      tell,
    })
    this.#pump = new Pump({
      store,
      clock,
      jobs: this.#jobs,
      outbox: this.#outbox,
      duties: options.duties ?? [],
      fireDue: () => firing.next(),
      follow: () => following.next(),
      forget: () => this.forget(),
      onError,
    })
  }

  /** The calendar of cases that name none, as it was last seen. */
  get calendar(): WorkingCalendar {
    return this.#almanacs.counting.calendar
  }

  /** What cases count with, as it was last seen. */
  get counting(): Counting {
    return this.#almanacs.counting
  }

  /** The calendars and limits as the store has them now, and as documents to change. */
  async almanac(): Promise<{ readonly document: AlmanacDocument; readonly counting: Counting }> {
    return this.#almanacs.latest()
  }

  /** Changes calendars or limits, on all nodes at once; running cases follow by themselves (`derivation`). */
  async changeAlmanac(change: Omit<AlmanacChange, 'at'>): Promise<AlmanacChanged> {
    const changed = await this.#almanacs.change({ ...change, at: this.clock.now() })
    await this.#almanacs.latest()
    if (changed.ok) this.wake()
    return changed
  }

  /** How far running cases have followed the last change of calendars; undefined before the first. */
  derivation(): Promise<Derivation | undefined> {
    return this.#almanacs.derivation()
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

  /** The decisions that a step of this version may need: for whoever takes a step without writing it. */
  async decisions(process: string, version: number): Promise<DecisionSource> {
    return this.#definitions.decisions.source(await this.graph(process, version), { process, version })
  }

  /** Why a decision of the record came out as it did; undefined when none was made at this place. */
  explainDecision(caseId: string, seq: number): Promise<RecordedDecision | undefined> {
    return explainDecision(this.store, this.#definitions.decisions, this.counting, caseId, seq)
  }

  /** What a deployment would be told; nothing is published. */
  problems(deployment: Pick<Deployment, 'bpmn' | 'resources'>): Promise<readonly Problem[]> {
    return this.#definitions.problems(deployment)
  }

  async graph(process: string, version: number): Promise<Graph> {
    return this.#definitions.graph(process, version)
  }

  /** Starts a case; resolves once it is durable. */
  start(options: StartOptions): Promise<Outcome> {
    const { request, process } = options
    const caseId = options.caseId ?? this.#ids()
    const needs = { processes: [process], requests: request === undefined ? [] : [request] }
    return this.#commit('start', needs, (exchange) => exchange.begin(options, caseId))
  }

  /** Gives a command to a case; resolves once its outcome is durable. `request` makes a repetition harmless. */
  dispatch(caseId: string, command: Command, { request }: { request?: string } = {}): Promise<Outcome> {
    const tasks = command.type.endsWith('Task') && 'key' in command ? [taskId(caseId, command.key!)] : []
    const needs = { cases: [caseId], tasks, requests: request === undefined ? [] : [request] }
    return this.#commit(command.type, needs, (exchange) => exchange.dispatch(caseId, command, request))
  }

  /** What a command would do now, with nothing written; undefined when there is no such case. */
  tryOut(caseId: string, command: Command): Promise<TriedOut | undefined> {
    const storedData = (names: readonly string[]) => this.#commits.add((transaction) => transaction.storedData(names))
    const { store, counting } = this
    const needs = { store, counting, definitions: this.#definitions, at: this.clock.now(), storedData }
    return tryOut(needs, caseId, command)
  }

  /** Where the case stood before the step in which this event happened; undefined when nothing came before it. */
  async pointBefore(caseId: string, seq: number): Promise<RestartPoint | undefined> {
    const steps = await this.store.steps(caseId)
    const until = steps.findLastIndex((step) => step.seq <= seq)
    const record = steps.slice(0, Math.max(0, until)).flatMap(unsealed)
    const last = record.at(-1)
    if (!last) return undefined
    const { at, version, businessStatus, instances } = replay(record)
    const status = businessStatus === undefined ? {} : { businessStatus }
    return { seq: last.seq, at, version, ...status, instances: [...instances.values()] }
  }

  /** Hands out jobs to a worker until the lease ends; what is not finished by then is handed out again. */
  activateJobs(activation: Activation): Promise<ActivatedJob[]> {
    return this.#jobs.activate(activation)
  }

  /** The worker needs longer; false when it has lost the job. */
  extendJob(hand: JobHand, timeout: number): Promise<boolean> {
    return this.#jobs.extend(hand, timeout)
  }

  /** `result`: what a task listener says of the task. */
  completeJob(hand: JobHand, variables: Variables = {}, result: ListenerResult = {}): Promise<Outcome> {
    return this.#finishJob(hand, { type: 'completeJob', key: hand.key, variables, result })
  }

  /** A try has failed. Without tries left the job stands with an incident; `retryIn` milliseconds instead of the usual rest. */
  failJob(
    hand: JobHand & { readonly retries?: number },
    { message, retries, retryIn }: { message: string; retries?: number; retryIn?: number },
  ): Promise<Outcome> {
    const left = retries ?? Math.max(0, (hand.retries ?? 1) - 1)
    return this.#finishJob(hand, { type: 'failJob', key: hand.key, retries: left, message }, retryIn)
  }

  /** The work ended in a modelled business error, for a boundary event to catch. */
  throwJobError(hand: JobHand, code: string, variables: Variables = {}): Promise<Outcome> {
    return this.#finishJob(hand, { type: 'throw', key: hand.key, kind: 'error', code, variables })
  }

  /** Sends a message: to one waiting case a process, else it starts a process, else it is kept for its time to live. */
  publish(message: Message): Promise<Outcome> {
    return this.#commit('publish', {}, (exchange) => exchange.publish(message))
  }

  /** Sends a signal to every case that waits for it, and starts every process that begins with it. */
  broadcast(name: string, variables: Variables = {}): Promise<Outcome> {
    return this.#commit('broadcast', {}, (exchange) => exchange.broadcast(name, variables))
  }

  /** Starts every process that begins with a condition which holds for these values. */
  evaluateConditions(variables: Variables = {}): Promise<Outcome> {
    return this.#commit('evaluate', {}, (exchange) => exchange.evaluateConditions(variables))
  }

  /** One durable transaction of the embedding application, in the same groups as the commands. */
  transaction<T>(work: (transaction: Transaction) => Promise<T>, needs?: Needs): Promise<T> {
    return this.#commits.add(work, needs)
  }

  /** Puts a letter into the outbox in this transaction; the sender of its topic takes it after the commit. */
  async post(transaction: Transaction, letter: Letter): Promise<void> {
    await this.#outbox.post(transaction, letter)
    this.#posted = true
  }

  /**
   * Forgets answers to requests that are older than their retention, and messages that have expired. Happens by itself every
   * hour; costs what is forgotten. Answers how many rows went.
   */
  async forget(): Promise<number> {
    const now = this.clock.now()
    const kept = this.#options.retention?.requests ?? 30 * days
    let gone = 0
    for (const [what, before] of [['requests', now - kept] as const, ['messages', now] as const]) {
      let some: number
      do {
        some = await this.#commits.add((transaction) => transaction.forget(what, before, forgottenTogether))
        gone += some
      } while (some === forgottenTogether)
    }
    return gone
  }

  /** Resolves when nothing that is due now is left to do: timers fired, jobs of own handlers done, letters sent. */
  async settle(): Promise<void> {
    // Work that is due but makes no progress twice is broken: it is reported, and waits for its next alarm.
    for (let fruitless = 0; fruitless < 2;) {
      const before = this.#pump.progress
      await this.#pump.run()
      await this.#jobs.idle()
      await this.#commits.idle()
      if ((await this.#pump.next()) > this.clock.now()) return
      fruitless = this.#pump.progress > before ? 0 : fruitless + 1
    }
  }

  /** Moves a movable clock forward; everything due on the way happens at its own instant, in order. Answers the timers fired. */
  async advance(to: number): Promise<number> {
    const { clock } = this
    if (!isMovable(clock)) throw new Error('Expected a movable clock, but this runtime runs on the system clock')
    const before = this.#pump.fired
    for (;;) {
      await this.settle()
      const next = await this.#pump.next()
      if (next > to || next <= clock.now()) break
      clock.moveTo(next)
    }
    clock.moveTo(to)
    await this.settle()
    return this.#pump.fired - before
  }

  /** Waits for what is in hand and durable next, takes up nothing new, and closes the store. */
  async close(): Promise<void> {
    await this.#unwatch?.()
    await this.#pump.close()
    await this.#jobs.idle()
    await this.#commits.idle()
    await this.store.close()
  }

  /** Takes up waiting work now; further calls while it runs make it look once more. */
  wake(): void {
    this.#pump.wake()
  }

  /** Takes back what this node had in hand when it died, and listens to the other nodes. */
  async join(): Promise<void> {
    const { node } = this.#options
    await this.#almanacs.latest()
    if (node !== undefined) await this.#commits.add((transaction) => transaction.returnJobs(node, this.clock.now()))
    this.#unwatch = await this.store.watch?.((cases) => {
      for (const caseId of cases) this.#options.onCommit?.(caseId, [])
    })
  }

  async #finishJob(hand: JobHand, command: Command, retryIn?: number): Promise<Outcome> {
    const { caseId, key } = hand
    const needs = { cases: [caseId], jobs: [taskId(caseId, key)] }
    return this.#commit(command.type, needs, async (exchange, transaction, at) => {
      const exchanged = await exchange.finishJob(hand, command)
      if (retryIn !== undefined && exchanged.outcome.ok) await transaction.postponeJob(caseId, key, null, at + retryIn)
      return exchanged
    })
  }

  async #commit(
    type: string,
    needs: Needs,
    work: (exchange: Exchange, transaction: Transaction, at: number) => Promise<Exchanged>,
  ): Promise<Outcome> {
    const exchanged = await this.#commits.add((transaction) => {
      const at = this.clock.now()
      return work(this.#exchange(transaction, at), transaction, at)
    }, needs)
    const { outcome } = exchanged
    this.#meter.commanded?.(type, !outcome.ok ? 'refused' : outcome.repeated ? 'repeated' : 'done')
    this.#tell(exchanged)
    return outcome
  }

  /** Answers how many timers fired on the way. */
  #tell({ steps, fired }: Exchanged): number {
    this.#pump.countFired(fired)
    for (const { caseId, events, standing } of steps) {
      if (events.length === 0 || standing) continue
      for (const event of events) if (event.type === 'incidentRaised') this.#meter.incident?.(event.code)
      this.#options.onCommit?.(caseId, events)
    }
    if (steps.some(({ effects }) => effects.length > 0)) this.wake()
    return fired
  }

  #committed(size: number, took: number): void {
    this.#meter.committed?.(size, took)
    if (!this.#posted) return
    this.#posted = false
    this.wake()
  }

  #exchange(transaction: Transaction, at: number): Exchange {
    return new Exchange(this.#exchanging, transaction, at)
  }
}

/** Opens a store, brings its schema up to date and takes up whatever was due while nobody was there. */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  await options.store.migrate()
  const runtime = new Runtime(options)
  await runtime.join()
  if (options.start !== false) runtime.wake()
  return runtime
}
