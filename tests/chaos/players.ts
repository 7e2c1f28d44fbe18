import type { Entry, Ledger } from './ledger.ts'
import { processes } from './models.ts'
import type { Node } from './nodes.ts'
import type { Ask, Hand } from './protocol.ts'
import type { Random } from './random.ts'

const monday = Date.parse('2026-04-27T09:00:00+08:00')
const minute = 60_000
const lease = 5 * minute
/** Open tasks; no more cases are started beyond. */
const mostOpen = 150

/** Clients, workers and the clock: what they do next is decided by the seed, what they were told goes into the ledger. */
export class Players {
  readonly #random: Random
  readonly #ledger: Ledger
  readonly #anyNode: () => Node
  readonly #report: (problem: string) => void
  /** Jobs in hands that have put them aside. */
  readonly #hands: Hand[] = []
  /** Commands whose answer was never heard. */
  readonly #doubtful: Entry[] = []
  #touched = new Set<string>()
  #tasks: { caseId: string; key: number }[] = []
  #unpaid: string[] = []
  #serial = 0
  now = monday

  constructor(random: Random, ledger: Ledger, anyNode: () => Node, report: (problem: string) => void) {
    this.#random = random
    this.#ledger = ledger
    this.#anyNode = anyNode
    this.#report = report
  }

  /** Cases that were spoken of since the last call. */
  takeTouched(): Set<string> {
    const touched = this.#touched
    this.#touched = new Set()
    return touched
  }

  /** Plays until `over`, which is asked after each act, with the number of acts so far. */
  async play(callers: number, over: (acts: number) => boolean): Promise<void> {
    let acts = 0
    let stop = false
    const caller = async (): Promise<void> => {
      while (!stop) {
        await this.#act()
        if (over(++acts)) stop = true
      }
    }
    await Promise.all(Array.from({ length: callers }, caller))
  }

  /** Lets every case come to its end, with all time that it needs. */
  async finish(nodes: readonly Node[]): Promise<void> {
    for (let round = 0; round < 60; round++) {
      while (this.#doubtful.length > 0) await this.#askAgain()
      while (this.#unpaid.length > 0) await this.#pay(this.#unpaid.pop()!)
      const node = nodes[round % nodes.length]!
      const tasks = await node.ask({ type: 'tasks' })
      for (const task of tasks) await this.#complete(task)
      const hands = await node.ask({ type: 'activate', worker: 'last', timeout: lease })
      for (const hand of hands) await this.#finishJob(hand)
      this.now += 10 * minute
      for (const one of nodes) await one.ask({ type: 'advance', to: this.now })
      for (const one of nodes) await one.ask({ type: 'settle' })
    }
  }

  async #act(): Promise<void> {
    const dice = this.#random.next()
    try {
      if (this.#doubtful.length > 0 && dice < 0.5) await this.#askAgain()
      else if (dice < 0.25) await this.#start()
      else if (dice < 0.6) await this.#completeAny()
      else if (dice < 0.68) await this.#pay(this.#unpaid.shift())
      else if (dice < 0.86) await this.#work()
      else if (dice < 0.9) await this.#finishLate()
      else if (dice < 0.95) await this.#repeat()
      else if (dice < 0.97) await this.#jump()
      else this.#tasks = await this.#anyNode().ask({ type: 'tasks' })
    } catch {
      // The node died or its connection broke: what was asked stands in the ledger as without an answer.
    }
  }

  async #start(): Promise<void> {
    if (this.#tasks.length >= mostOpen) return this.#completeAny()
    const caseId = `c${++this.#serial}`
    const process = this.#random.pick(processes)!
    this.#ledger.cases.add(caseId)
    if (process === 'pay') {
      if (this.#random.chance(0.5)) await this.#pay(caseId).catch(() => {})
      else this.#unpaid.push(caseId)
    }
    const marker = `m${caseId}`
    const variables = { no: caseId, [marker]: true } as unknown as Record<string, never>
    const request = `start ${caseId}`
    await this.#command({ marker, caseId, request, ask: { type: 'start', process, caseId, variables, request } })
  }

  async #completeAny(): Promise<void> {
    const task = this.#random.pick(this.#tasks)
    if (!task) {
      this.#tasks = await this.#anyNode().ask({ type: 'tasks' })
      return
    }
    this.#tasks = this.#tasks.filter((one) => one !== task)
    await this.#complete(task)
  }

  async #complete({ caseId, key }: { caseId: string; key: number }): Promise<void> {
    const marker = `t${++this.#serial}`
    const variables = { [marker]: true } as unknown as Record<string, never>
    const request = `complete ${marker}`
    await this.#command({ marker, caseId, request, ask: { type: 'complete', caseId, key, variables, request } })
  }

  async #pay(key: string | undefined): Promise<void> {
    if (key === undefined) return
    const id = `paid ${key}`
    const known = this.#ledger.published.get(id) ?? { correlationKey: key, state: 'sent' as const }
    this.#ledger.published.set(id, known)
    this.#touched.add(key)
    try {
      const outcome = await this.#anyNode().ask({ type: 'publish', name: 'paid', correlationKey: key, id })
      if (outcome.ok) known.state = 'done'
    } catch (error) {
      this.#unpaid.push(key)
      throw error
    }
  }

  async #work(): Promise<void> {
    const hands = await this.#anyNode().ask({
      type: 'activate',
      worker: `w${this.#random.between(1, 4)}`,
      timeout: lease,
    })
    for (const hand of hands) {
      const dice = this.#random.next()
      // Some workers die with the job in hand, some come back to it late.
      if (dice < 0.7) await this.#finishJob(hand)
      else if (dice < 0.8) await this.#anyNode().ask({ type: 'fail', hand })
      else if (dice < 0.95) this.#hands.push(hand)
    }
  }

  async #finishLate(): Promise<void> {
    const hand = this.#hands.shift()
    if (hand) await this.#finishJob(hand)
  }

  async #finishJob(hand: Hand): Promise<void> {
    const marker = `j${++this.#serial}`
    const variables = { [marker]: true } as unknown as Record<string, never>
    const { caseId } = hand
    await this.#command({ marker, caseId, request: null, ask: { type: 'finish', hand, variables } })
  }

  /** A client that was answered asks again, as one whose network failed would. */
  async #repeat(): Promise<void> {
    const entry = this.#random.pick(this.#ledger.entries.slice(-400))
    if (entry?.state !== 'done' || entry.request === null) return
    this.#touched.add(entry.caseId)
    const outcome = await this.#outcome(entry.ask)
    this.#ledger.repeated++
    if (!outcome.ok || !outcome.repeated)
      this.#report(
        `command ${entry.marker} was acknowledged, but its repetition was answered ${JSON.stringify(outcome)}`,
      )
  }

  async #jump(): Promise<void> {
    this.now += this.#random.between(1, 45) * minute
    await this.#anyNode().ask({ type: 'advance', to: this.now })
  }

  async #askAgain(): Promise<void> {
    const entry = this.#doubtful.shift()
    if (entry) await this.#send(entry)
  }

  async #command(entry: Omit<Entry, 'state'>): Promise<void> {
    await this.#send(this.#ledger.add(entry))
  }

  async #send(entry: Entry): Promise<void> {
    this.#touched.add(entry.caseId)
    try {
      const outcome = await this.#outcome(entry.ask)
      if (outcome.ok) entry.state = 'done'
      // A worker cannot know whether the answer that it missed was a yes.
      else if (entry.request !== null || !entry.doubted) entry.state = 'refused'
      if (!outcome.ok && outcome.rejection.code === 'job-lost') this.#ledger.lost++
    } catch (error) {
      entry.doubted = true
      this.#doubtful.push(entry)
      throw error
    }
  }

  #outcome(ask: Ask) {
    return this.#anyNode().ask(ask as Extract<Ask, { type: 'start' | 'complete' | 'finish' }>)
  }
}
