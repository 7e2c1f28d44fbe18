import { checkDatabase } from './check/index.ts'
import { Ledger } from './ledger.ts'
import { Nursery, type Node } from './nodes.ts'
import { Players } from './players.ts'
import type { StoreAddress } from './protocol.ts'
import { Random } from './random.ts'

export interface Options {
  readonly seed: number
  /** How many times a node dies, or its connections are cut. */
  readonly kills: number
  readonly address: StoreAddress
  /** Nodes at work on the database at once. */
  readonly nodes: number
  /** JavaScript of a node (bundle.ts). */
  readonly file: string
  /** Cuts connections of the nodes to the database; absent where there are none. */
  readonly cut?: () => Promise<void>
  readonly onKill?: (killed: number, ledger: Ledger) => void
}

export interface Report {
  readonly problems: readonly string[]
  readonly kills: Readonly<
    Record<'signal' | 'before commit' | 'during commit' | 'after commit' | 'connections', number>
  >
  readonly cases: number
  readonly events: number
  readonly acknowledged: number
  readonly refused: number
  readonly repeated: number
  readonly lostLeases: number
  readonly letters: number
}

/** Commands in flight at a time. */
const callers = 12
/** Deaths between two looks at the whole database instead of what may have changed. */
const wholeEvery = 50

/** Plays clients, workers, a clock that jumps and a power that fails, all by one seed. */
export class Simulation {
  readonly #options: Options
  readonly #random: Random
  readonly #ledger = new Ledger()
  readonly #nursery: Nursery
  readonly #nodes: Node[] = []
  readonly #players: Players
  readonly #problems: string[] = []
  readonly #kills = { signal: 0, 'before commit': 0, 'during commit': 0, 'after commit': 0, connections: 0 }

  constructor(options: Options) {
    this.#options = options
    this.#random = new Random(options.seed)
    this.#nursery = new Nursery(options.file, (letter) => this.#ledger.received(letter))
    const report = (words: string): void => void this.#problems.push(words)
    this.#players = new Players(this.#random, this.#ledger, () => this.#random.pick(this.#nodes)!, report)
  }

  /** All deaths, then everything is brought to its end. */
  async run(): Promise<Report> {
    try {
      await this.#suffer()
      if (this.#problems.length === 0) await this.#players.finish(this.#nodes)
      const { cases, events } = await this.#look(true)
      return this.#report(cases, events)
    } finally {
      this.#end()
    }
  }

  /** All deaths, and the cases left as they stand. */
  async halfway(): Promise<Ledger> {
    try {
      await this.#suffer()
    } finally {
      this.#end()
    }
    await Promise.all(this.#nodes.map(({ died }) => died))
    return this.#ledger
  }

  async #suffer(): Promise<void> {
    const { kills, nodes, onKill } = this.#options
    for (let index = 0; index < nodes; index++) await this.#raise(index)
    for (let killed = 0; killed < kills && this.#problems.length === 0; killed++) {
      await this.#untilKill()
      onKill?.(killed + 1, this.#ledger)
      if (killed % wholeEvery === wholeEvery - 1) await this.#look(true)
    }
  }

  #end(): void {
    this.#nursery.close()
    for (const node of this.#nodes) node.kill()
  }

  /** One stretch of play up to a death or a cut, a look at what is left, and a node in the place of the dead one. */
  async #untilKill(): Promise<void> {
    const { cut } = this.#options
    const index = this.#random.between(0, this.#nodes.length - 1)
    const victim = this.#nodes[index]!
    const mode = this.#random.pick([
      'signal',
      'before commit',
      'during commit',
      'after commit',
      ...(cut ? (['connections'] as const) : []),
    ] as const)!
    const acts = this.#random.between(1, 60)
    const [at] = (['before', 'during', 'after'] as const).filter((point) => mode === `${point} commit`)
    if (at) {
      await victim.ask({ type: 'arm', failPoint: { at, commit: this.#random.between(1, 12) } })
    }
    let over = false
    const end = (): void => {
      if (mode === 'connections') void cut!().then(() => (over = true))
      else victim.kill()
    }
    await this.#players.play(callers, (done) => {
      // A fail point that is not reached in time is made up for from outside.
      if (done === (mode === 'signal' || mode === 'connections' ? acts : 400)) end()
      return over || !victim.alive
    })
    this.#kills[mode]++
    if (mode !== 'connections') {
      await victim.died
      await this.#look(false)
      await this.#raise(index)
    }
  }

  async #raise(index: number): Promise<void> {
    const node = this.#nursery.take()
    this.#nodes[index] = node
    const { address } = this.#options
    await node.ask({ type: 'open', store: address, name: `node ${index}`, now: this.#players.now })
  }

  async #look(whole: boolean) {
    const { address } = this.#options
    const only = whole ? undefined : this.#players.takeTouched()
    // What a node answers comes behind all that it has sent before.
    const heard = () => Promise.allSettled(this.#nodes.map((node) => node.ask({ type: 'tasks' })))
    const checked = await checkDatabase(address, this.#ledger, only, heard)
    this.#problems.push(...checked.problems)
    return checked
  }

  #report(cases: number, events: number): Report {
    const ledger = this.#ledger
    return {
      problems: this.#problems,
      kills: this.#kills,
      cases,
      events,
      acknowledged:
        ledger.count('done') + [...ledger.published.values()].filter(({ state }) => state === 'done').length,
      refused: ledger.count('refused'),
      repeated: ledger.repeated,
      lostLeases: ledger.lost,
      letters: ledger.letters.size,
    }
  }
}
