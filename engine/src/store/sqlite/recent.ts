import type { Variables } from '../../expression/expression.ts'
import { Touched } from '../sql/touched.ts'
import type { CaseRow, JobRow, TaskRow } from '../port.ts'

export interface Kinds {
  readonly cases: CaseRow
  readonly tasks: TaskRow
  readonly jobs: JobRow
  /** Answers to requests. */
  readonly answers: Variables
  /** Last versions of processes. */
  readonly versions: number
  /** Settings by their names. */
  readonly settings: string
}

/** Rows that one transaction has read or written, as they are after it; null: there is none. */
export type View = { readonly [kind in keyof Kinds]: Map<string, Kinds[kind] | null> } & {
  readonly touched: Touched
}

export const emptyView = (): View => ({
  cases: new Map(),
  tasks: new Map(),
  jobs: new Map(),
  answers: new Map(),
  versions: new Map(),
  settings: new Map(),
  touched: new Touched(),
})

/** What was put lately, `half` to twice that many rows: the older half is dropped at once. */
class Kept<T> {
  readonly #half: number
  #young = new Map<string, T>()
  #old = new Map<string, T>()

  constructor(half: number) {
    this.#half = half
  }

  get(id: string): T | undefined {
    return this.#young.get(id) ?? this.#old.get(id)
  }

  /** `over`: nobody will ask for the row soon. */
  put(rows: ReadonlyMap<string, T | null>, over: (row: T) => boolean = () => false): void {
    for (const [id, row] of rows) {
      if (row !== null && !over(row)) this.#young.set(id, row)
      else {
        this.#young.delete(id)
        this.#old.delete(id)
      }
    }
    if (this.#young.size < this.#half) return
    this.#old = this.#young
    this.#young = new Map()
  }

  clear(): void {
    this.#young.clear()
    this.#old.clear()
  }
}

const isOver = ({ endedAt }: CaseRow | TaskRow): boolean => endedAt !== null

/**
 * Rows as they stand after the last transaction that was computed: those that wait for their commit, in order, and what was
 * read or written lately, so that a case at work is not read again.
 */
export class Recent {
  readonly cases = new Kept<CaseRow>(4_000)
  readonly tasks = new Kept<TaskRow>(4_000)
  readonly versions = new Kept<number>(100)
  readonly settings = new Kept<string>(100)
  #waiting: readonly View[] = []

  /** What waits for its commit, oldest first. */
  get waiting(): readonly View[] {
    return this.#waiting
  }

  /** The transaction is on its way to the file. */
  await(view: View): void {
    this.#waiting = [...this.#waiting, view]
  }

  /** It has arrived there. */
  committed(view: View): void {
    if (!this.#waiting.includes(view)) return
    this.#waiting = this.#waiting.filter((one) => one !== view)
    this.cases.put(view.cases, isOver)
    this.tasks.put(view.tasks, isOver)
    this.versions.put(view.versions)
    this.settings.put(view.settings)
  }

  /** Only the file is to be believed. */
  forget(): void {
    this.#waiting = []
    this.cases.clear()
    this.tasks.clear()
    this.versions.clear()
    this.settings.clear()
  }
}
