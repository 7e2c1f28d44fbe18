import { Worker } from 'node:worker_threads'
import type { Gathered } from '../sql/batch.ts'
import { writeTexts } from './statements.ts'

/** What the thread is asked (writer.mjs). */
export interface Question {
  readonly id: number
  readonly type: 'query' | 'commit' | 'rollback' | 'close'
  /** When it was computed: grows with each failure. */
  readonly epoch: number
  /** Rows to write before anything else. */
  readonly batch?: readonly Gathered[]
  readonly query?: { readonly text: string; readonly parameters: readonly unknown[] }
}

export interface Answered {
  readonly rows: readonly unknown[]
  readonly changes?: bigint
  readonly insertId?: bigint
}

export interface Answer {
  readonly id: number
  readonly epoch: number
  readonly answered?: Answered
  readonly error?: { readonly message: string; readonly code?: string; readonly overtaken: boolean }
}

/** What the transaction was computed from is no longer so: nothing of it was written, and it can be done again. */
export class Overtaken extends Error {}

interface Asked {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

/** The writing thread of a file, seen from the one that computes. Answers come in the order of the questions. */
export class Writer {
  readonly #worker: Worker
  readonly #onFailure: () => void
  readonly #asked = new Map<number, Asked>()
  readonly #ready: Promise<unknown>
  #last = 0
  #epoch = 0
  #ended: Error | undefined

  /** @param onFailure what was computed and not yet committed is to be forgotten */
  constructor(file: string, onFailure: () => void) {
    this.#onFailure = onFailure
    this.#worker = new Worker(new URL('./writer.mjs', import.meta.url), {
      workerData: { file, writes: writeTexts },
      execArgv: [],
    })
    this.#ready = new Promise((resolve, reject) => this.#asked.set(0, { resolve, reject }))
    this.#worker.on('message', (answer: Answer) => this.#hear(answer))
    this.#worker.on('error', (error) => this.#end(error))
    this.#worker.on('exit', () => this.#end(new Error(`The thread that writes to ${file} has ended`)))
  }

  get epoch(): number {
    return this.#epoch
  }

  /** Resolves once the file is open. */
  async ready(): Promise<void> {
    await this.#ready
  }

  ask(question: Omit<Question, 'id'>): Promise<Answer> {
    if (this.#ended) return Promise.reject(this.#ended)
    // While nobody waits for it, the thread is no reason for the process to stay.
    if (this.#asked.size === 0) this.#worker.ref()
    const id = ++this.#last
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#worker.postMessage({ ...question, id })
    return new Promise((resolve, reject) => this.#asked.set(id, { resolve, reject }))
  }

  async close(): Promise<void> {
    if (!this.#ended) await this.ask({ type: 'close', epoch: this.#epoch })
  }

  #hear(answer: Answer): void {
    const { id, epoch, error } = answer
    const asked = this.#asked.get(id)
    this.#asked.delete(id)
    if (this.#asked.size === 0) this.#worker.unref()
    if (epoch > this.#epoch) {
      this.#epoch = epoch
      this.#onFailure()
    }
    if (!error) asked?.resolve(answer)
    else if (error.overtaken) asked?.reject(new Overtaken(error.message))
    else asked?.reject(Object.assign(new Error(error.message), { code: error.code }))
  }

  #end(error: Error): void {
    this.#ended ??= error
    for (const { reject } of this.#asked.values()) reject(this.#ended)
    this.#asked.clear()
  }
}
