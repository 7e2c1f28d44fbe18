import type { Variables } from '../expression/expression.ts'
import { visibleVariables } from '../step/scope.ts'
import type { JobRow, Store } from '../store/port.ts'
import { taskId } from './change.ts'
import type { Clock } from './clock.ts'
import type { Job, JobHandler } from './options.ts'

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly handlers: Readonly<Record<string, JobHandler>>
  readonly complete: (job: JobRow, variables: Variables) => Promise<unknown>
  readonly fail: (job: JobRow, message: string) => Promise<unknown>
}

const atOnce = 16

/** Hands due jobs to the handlers of this process. A job in hand is not handed out twice; after a crash it is again. */
export class Jobs {
  readonly #needs: Needs
  readonly #inHand = new Map<string, Promise<void>>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  get types(): string[] {
    return Object.keys(this.#needs.handlers)
  }

  /** Takes up what is due now; answers how many were taken. */
  async take(): Promise<number> {
    const { store, clock } = this.#needs
    const due = await store.dueJobs(this.types, clock.now(), atOnce + this.#inHand.size)
    const free = due
      .filter((job) => !this.#inHand.has(taskId(job.caseId, job.key)))
      .slice(0, atOnce - this.#inHand.size)
    for (const job of free) {
      const id = taskId(job.caseId, job.key)
      this.#inHand.set(
        id,
        this.#work(job).finally(() => this.#inHand.delete(id)),
      )
    }
    return free.length
  }

  async idle(): Promise<void> {
    while (this.#inHand.size > 0) await Promise.all(this.#inHand.values())
  }

  async #work(row: JobRow): Promise<void> {
    const job = await this.#describe(row)
    if (!job) return
    let results: Variables
    try {
      results = (await this.#needs.handlers[row.type]!(job)) ?? {}
    } catch (error) {
      await this.#needs.fail(row, error instanceof Error ? error.message : String(error))
      return
    }
    await this.#needs.complete(row, results)
  }

  async #describe(row: JobRow): Promise<Job | undefined> {
    const found = await this.#needs.store.case(row.caseId)
    const instance = found?.state.instances.get(row.key)
    if (!found || !instance?.job) return undefined
    const { caseId, key, element, type, retries, headers } = row
    return {
      id: taskId(caseId, key),
      caseId,
      key,
      process: found.process,
      version: found.version,
      element,
      type,
      retries,
      headers,
      variables: visibleVariables(found.state, instance),
      at: this.#needs.clock.now(),
    }
  }
}
