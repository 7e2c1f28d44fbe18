import type { EventOf } from '../../step/event.ts'
import type { JobState, State } from '../../step/state.ts'
import type { CaseChange, JobRow } from '../../store/port.ts'
import { valuesOf } from './lazy.ts'

/** How long a failed job rests before its next try: 10 s, 20 s, 40 s … up to an hour. */
const rest = (failures: number): number => Math.min(3_600_000, 10_000 * 2 ** failures)

/** The jobs that a step offers to workers, and those that it takes back. */
export class JobRows {
  readonly #before: State | undefined
  readonly #after: State
  #set: Map<number, JobRow> | undefined
  #gone: Map<number, { caseId: string; key: number }> | undefined

  constructor(before: State | undefined, after: State) {
    this.#before = before
    this.#after = after
  }

  get set(): CaseChange['jobsSet'] {
    return valuesOf(this.#set)
  }

  get gone(): CaseChange['jobsGone'] {
    return valuesOf(this.#gone)
  }

  /** Nobody is handed a job of a suspended case, nor one that waits for the repair of an incident. */
  offer(key: number, element: string, job: Pick<JobState, 'type' | 'retries' | 'headers'>): void {
    if (this.#after.suspended || this.#after.instances.get(key)?.incident) return this.drop(key)
    this.#gone?.delete(key)
    this.#put(key, element, job, this.#after.at)
  }

  fail({ key, element, retries }: EventOf<'jobFailed'>): void {
    if (retries === 0) return this.drop(key)
    const job = this.#after.instances.get(key)?.job
    if (job) this.#put(key, element, { ...job, retries }, this.#after.at + rest(Math.max(0, 3 - retries)))
  }

  drop(key: number): void {
    this.#set?.delete(key)
    this.#gone ??= new Map()
    this.#gone.set(key, { caseId: this.#after.case, key })
  }

  /** Its instance has ended. */
  dropWhereThereIs(key: number): void {
    if (this.#before?.instances.get(key)?.job || this.#set?.has(key)) this.drop(key)
  }

  #put(key: number, element: string, { type, retries, headers }: Omit<JobState, 'listener'>, runAt: number): void {
    this.#set ??= new Map()
    this.#set.set(key, { caseId: this.#after.case, key, element, type, retries, headers, runAt, token: null })
  }
}
