import type { Variables } from '../expression/expression.ts'
import { visibleVariables } from '../step/scope.ts'
import type { LeasedJob, Store } from '../store/port.ts'
import { taskId } from './change/taskRows.ts'
import type { Clock } from './clock.ts'
import type { GroupCommit } from './groupCommit.ts'
import type { ActivatedJob, Activation, JobHandler, JobHand, Meter } from './options.ts'

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly commits: GroupCommit
  readonly handlers: Readonly<Record<string, JobHandler>>
  readonly meter: Meter
  readonly ids: () => string
  /** Name of this node among the workers. */
  readonly node: string
  readonly complete: (job: ActivatedJob, variables: Variables) => Promise<unknown>
  readonly fail: (job: ActivatedJob, message: string) => Promise<unknown>
  /** There is room for another job. */
  readonly onRoom: () => void
}

/** Jobs in the hands of this process; many, because each waits for two commits. */
const atOnce = 64
const leaseOfHandlers = 30_000

/**
 * Hands out due jobs, to workers outside and to the handlers of this process. A job is in one hand at a time; when the lease
 * ends it is handed out again, and the hand that lost it can no longer finish it.
 */
export class Jobs {
  readonly #needs: Needs
  readonly #inHand = new Map<string, Promise<void>>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  get types(): string[] {
    return Object.keys(this.#needs.handlers)
  }

  async activate({ types, worker, limit, timeout }: Activation): Promise<ActivatedJob[]> {
    const { clock, commits, ids, meter } = this.#needs
    const { leased, at } = await commits.add(async (transaction) => {
      const now = clock.now()
      const lease = { types, at: now, until: now + timeout, limit, token: ids(), worker }
      return { leased: await transaction.leaseJobs(lease), at: now }
    })
    for (const { dueAt } of leased) meter.late?.('job', at - dueAt)
    return (await Promise.all(leased.map((job) => this.#describe(job, at)))).flat()
  }

  /** False when the job is no longer in this hand. */
  extend({ caseId, key, token }: JobHand, timeout: number): Promise<boolean> {
    const until = this.#needs.clock.now() + timeout
    return this.#needs.commits.add((transaction) => transaction.postponeJob(caseId, key, token, until))
  }

  /** Takes up what is due now for the handlers of this process; answers how many were taken. */
  async take(): Promise<number> {
    const { store, clock } = this.#needs
    const limit = atOnce - this.#inHand.size
    const next = limit > 0 ? await store.nextJob(this.types) : undefined
    if (next === undefined || next > clock.now()) return 0
    const jobs = await this.activate({ types: this.types, worker: this.#needs.node, limit, timeout: leaseOfHandlers })
    for (const job of jobs) {
      const work = this.#work(job).finally(() => {
        this.#inHand.delete(job.token + job.id)
        this.#needs.onRoom()
      })
      this.#inHand.set(job.token + job.id, work)
    }
    return jobs.length
  }

  async idle(): Promise<void> {
    while (this.#inHand.size > 0) await Promise.all(this.#inHand.values())
  }

  async #work(job: ActivatedJob): Promise<void> {
    // As long as this process lives it keeps the job, however long the work takes.
    const keep = setInterval(() => void this.extend(job, leaseOfHandlers).catch(() => {}), leaseOfHandlers / 3)
    let results: Variables
    try {
      results = (await this.#needs.handlers[job.type]!(job)) ?? {}
    } catch (error) {
      await this.#needs.fail(job, error instanceof Error ? error.message : String(error))
      return
    } finally {
      clearInterval(keep)
    }
    await this.#needs.complete(job, results)
  }

  /** Nothing when the case has gone on without the job meanwhile. */
  async #describe(leased: LeasedJob, at: number): Promise<ActivatedJob[]> {
    const { caseId, key, element, type, retries, headers, token, runAt } = leased
    const found = await this.#needs.store.case(caseId)
    const instance = found?.state.instances.get(key)
    if (!found || !instance?.job) return []
    const { process, version, state } = found
    const variables = visibleVariables(state, instance)
    const id = taskId(caseId, key)
    return [{ id, caseId, key, process, version, element, type, retries, headers, variables, at, token, until: runAt }]
  }
}
