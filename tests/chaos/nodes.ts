import { fork, type ChildProcess } from 'node:child_process'
import type { Answers, Ask, Told } from './protocol.ts'

/** The node died before it answered: what was asked may have happened or not. */
export class Died extends Error {}
/** The node lives, but the command failed: nothing of it may have happened, unless a connection broke at its commit. */
export class Failed extends Error {}

/** A node of the simulation, seen from outside. */
export class Node {
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>()
  readonly died: Promise<void>
  alive = true
  #asked = 0

  constructor(file: string, onLetter: (id: string) => void) {
    this.#process = fork(file, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    this.#process.on('message', (told: Told) => {
      if ('letter' in told) return onLetter(told.letter)
      const waiting = this.#waiting.get(told.id)
      this.#waiting.delete(told.id)
      if (told.error === undefined) waiting?.resolve(told.answer as never)
      else waiting?.reject(new Failed(told.error))
    })
    this.died = this.#death()
    this.#process.on('error', () => {})
  }

  /** After the channel has been read to its end: an answer that was sent counts. */
  async #death(): Promise<void> {
    const ended = (event: 'exit' | 'disconnect') => new Promise((resolve) => this.#process.once(event, resolve))
    await Promise.all([ended('exit'), ended('disconnect')])
    this.alive = false
    for (const { reject } of this.#waiting.values()) reject(new Died('The node died'))
    this.#waiting.clear()
  }

  ask<A extends Ask>(ask: A): Promise<Answers[A['type']]> {
    const id = ++this.#asked
    return new Promise((resolve, reject) => {
      if (!this.alive) return reject(new Died('The node is dead'))
      this.#waiting.set(id, { resolve: resolve as never, reject })
      this.#process.send({ id, ask }, () => {})
      return undefined
    })
  }

  kill(): void {
    this.#process.kill('SIGKILL')
  }
}

/** Starts nodes ahead of their use: the next one loads its code while the one before it works. */
export class Nursery {
  readonly #file: string
  readonly #onLetter: (id: string) => void
  #next: Node

  constructor(file: string, onLetter: (id: string) => void) {
    this.#file = file
    this.#onLetter = onLetter
    this.#next = new Node(file, onLetter)
  }

  take(): Node {
    const node = this.#next
    this.#next = new Node(this.#file, this.#onLetter)
    return node
  }

  close(): void {
    this.#next.kill()
  }
}
