import type { Command } from '../step/command.ts'
import type { Effect } from '../step/effect.ts'
import type { EventOf } from '../step/event.ts'
import type { Transaction } from '../store/port.ts'
import type { Variables } from '../expression/expression.ts'
import type { Graph } from '../model/graph.ts'
import { overStores } from '../step/abilities/waiting.ts'
import { rootKey } from '../step/state.ts'
import { refuse, standingId, type Cases, type Stepped } from './cases.ts'
import type { Definitions } from './definitions.ts'
import type { JobHand, Message, Meter, Outcome } from './options.ts'

/** Everything that one request has set going, in the order in which it happened. */
export interface Exchanged {
  readonly outcome: Outcome
  readonly steps: readonly Stepped[]
  readonly fired: number
}

const done = { ok: true, caseId: '', businessKey: '', repeated: false } as const

/** Effects between cases in one request; more is a conversation without end. */
const longestExchange = 10_000

/** Timers of one case that one transaction fires; the rest of a cycle that was missed for long waits for the next. */
const mostAtOnce = 1_000

interface Needs {
  readonly cases: Cases
  readonly definitions: Definitions
  readonly transaction: Transaction
  readonly at: number
  readonly ids: () => string
  readonly meter: Meter
}

/**
 * Passes effects between cases within one transaction: messages, signals, called processes and their returns. Whatever is
 * due in a case comes before a command that reaches it.
 */
export class Exchange {
  readonly #needs: Needs
  readonly #cases: Cases
  readonly #definitions: Definitions
  readonly #transaction: Transaction
  readonly #at: number
  readonly #steps: Stepped[] = []
  readonly #waiting: (() => Promise<unknown>)[] = []
  #fired = 0

  constructor(needs: Needs) {
    this.#needs = needs
    this.#cases = needs.cases
    this.#definitions = needs.definitions
    this.#transaction = needs.transaction
    this.#at = needs.at
  }

  /** Takes the first step and everything that follows from it. */
  async run(first: () => Promise<Stepped>): Promise<Exchanged> {
    const { outcome } = this.#take(await first())
    return this.#finish(outcome)
  }

  async dispatch(caseId: string, command: Command, request?: string): Promise<Exchanged> {
    await this.#fireDue(caseId)
    return this.run(() => this.#cases.dispatch(this.#transaction, caseId, command, this.#at, request))
  }

  /** Fires everything that is due in these cases, one case after the other. */
  async fireDue(...cases: readonly string[]): Promise<Exchanged> {
    for (const caseId of cases) {
      await this.#fireDue(caseId)
      await this.#finish(done)
    }
    return this.#finish(done)
  }

  /** A command of whoever has the job in hand; refused when the lease was lost. */
  async finishJob({ caseId, key, token }: JobHand, command: Command): Promise<Exchanged> {
    await this.#fireDue(caseId)
    // Under the lock of the case, so that nobody else is handed the job meanwhile.
    const known = await this.#transaction.loadCase(caseId)
    const job = known && (await this.#transaction.loadJob(caseId, key))
    if (job?.token === token) return this.run(() => this.#cases.dispatch(this.#transaction, caseId, command, this.#at))
    const words = `Job ${caseId}.${key} is not in this hand: it is done, was withdrawn, or its lease ended and another has it`
    return this.run(async () => refuse({ code: 'job-lost', words, remedy: 'Drop it, and take the next one' }))
  }

  async publish(message: Message): Promise<Exchanged> {
    const request = message.id === undefined ? undefined : `message:${message.id}`
    const before = request && (await this.#transaction.recall(request))
    if (before) return { outcome: { ...done, repeated: true }, steps: [], fired: 0 }
    await this.#deliver(message)
    if (request) await this.#transaction.remember(request, { caseId: '', businessKey: '' }, this.#at)
    return this.#finish(done)
  }

  async broadcast(name: string, variables: Message['variables']): Promise<Exchanged> {
    await this.#signal(name, variables ?? {}, undefined)
    return this.#finish(done)
  }

  /** The version waits for its own start events; the one before it does no longer. */
  async stand(graph: Graph, version: number): Promise<Exchanged> {
    const before = standingId(graph.process, version - 1)
    if (await this.#transaction.loadCase(before))
      await this.#command(before, { type: 'cancel', reason: 'a newer version is published' })
    if (graph.awaited.length === 0) return this.#finish(done)
    return this.run(() => this.#cases.stand(this.#transaction, graph.process, version, this.#at))
  }

  async evaluateConditions(variables: Variables): Promise<Exchanged> {
    await this.#startByCondition(variables)
    return this.#finish(done)
  }

  /** Processes whose start condition holds; with `changed`, only those that read one of these data stores. */
  async #startByCondition(variables: Variables, changed?: Variables): Promise<void> {
    const moment = { at: this.#at, ...(await this.#cases.counting(this.#transaction)) }
    for (const { process, version, element } of await this.#transaction.startsFor('conditional', '')) {
      const graph = await this.#definitions.graph(process, version)
      const node = graph.byId.get(element)
      if (node?.type !== 'startEvent') continue
      const data = await this.#transaction.storedData(graph.dataStores)
      const index = node.triggers.findIndex((trigger) => {
        if (trigger.kind !== 'conditional') return false
        if (changed && !trigger.condition.names.some((name) => Object.hasOwn(changed, name))) return false
        const result = trigger.condition.evaluate((name) => variables[name] ?? data[name], moment)
        return result.ok && result.value === true
      })
      if (index < 0) continue
      const several = node.parallelMultiple && node.triggers.length > 1
      if (!several) await this.#start(process, version, element, variables)
      else {
        const command: Command = { type: 'trigger', key: rootKey, element, trigger: index, variables }
        await this.#command(standingId(process, version), command)
      }
    }
  }

  async #finish(outcome: Outcome): Promise<Exchanged> {
    for (let next = this.#waiting.shift(), count = 0; next; next = this.#waiting.shift(), count++) {
      if (count > longestExchange)
        throw new Error(`Expected an end of the messages between cases within ${longestExchange} steps`)
      await next()
    }
    return { outcome, steps: this.#steps, fired: this.#fired }
  }

  #take(stepped: Stepped): Stepped {
    this.#steps.push(stepped)
    for (const event of stepped.events) {
      if (event.type === 'subscribed' && event.kind === 'message')
        this.#waiting.push(() => this.#fromBuffer(stepped.caseId, event))
    }
    for (const effect of stepped.effects) this.#waiting.push(() => this.#pass(effect, stepped))
    return stepped
  }

  /** False when it was refused. */
  async #command(caseId: string, command: Command): Promise<boolean> {
    await this.#fireDue(caseId)
    return this.#take(await this.#cases.dispatch(this.#transaction, caseId, command, this.#at)).outcome.ok
  }

  async #fireDue(caseId: string): Promise<void> {
    const followed = await this.#cases.follow(this.#transaction, caseId, this.#at)
    if (followed) this.#take(followed)
    for (let count = 0; count < mostAtOnce; count++) {
      const fired = await this.#cases.fireNext(this.#transaction, caseId, this.#at)
      if (!fired) return
      this.#fired++
      this.#needs.meter.late?.('timer', this.#at - fired.due)
      this.#take(fired.stepped)
    }
  }

  async #pass(effect: Effect, from: Stepped): Promise<unknown> {
    switch (effect.type) {
      case 'publish':
        return this.#deliver({ ...effect, timeToLive: Number.MAX_SAFE_INTEGER })
      case 'broadcast':
        return this.#signal(effect.name, effect.variables, from.caseId)
      case 'call':
        return this.#call(effect, from)
      case 'begin':
        return this.#start(from.process, from.version, effect.element, effect.variables)
      case 'store':
        return this.#store(effect.values)
      case 'cancelCase':
        return this.#command(effect.case, { type: 'cancel', reason: 'the call activity was ended' })
      case 'returned':
        return this.#command(effect.case, { type: 'completeCall', key: effect.key, variables: effect.variables })
      case 'raised':
        return this.#command(effect.case, { type: 'throw', key: effect.key, kind: effect.kind, code: effect.code })
      default:
        return undefined
    }
  }

  /** One receiver a process, running cases before new ones; nobody there: the message is kept for its time to live. */
  async #deliver({ name, correlationKey, variables = {}, timeToLive = 0 }: Message): Promise<void> {
    const served = new Set<string>()
    for (const waiting of await this.#transaction.subscribers('message', name, correlationKey)) {
      const row = await this.#transaction.loadCase(waiting.caseId)
      if (!row || served.has(row.process)) continue
      const { key, element, trigger } = waiting
      const command: Command = { type: 'trigger', key, element, trigger, variables }
      // Until the lock on the case was ours it may have stopped waiting.
      if (await this.#command(waiting.caseId, command)) served.add(row.process)
    }
    for (const { process, version, element } of await this.#transaction.startsFor('message', name)) {
      if (served.has(process)) continue
      served.add(process)
      await this.#start(process, version, element, variables)
    }
    if (served.size > 0 || timeToLive <= 0) return
    const expiresAt = Math.min(Number.MAX_SAFE_INTEGER, this.#at + timeToLive)
    await this.#transaction.keepMessage({ name, correlationKey: correlationKey ?? null, variables, expiresAt })
  }

  async #fromBuffer(
    caseId: string,
    { name, correlationKey, key, element, trigger }: EventOf<'subscribed'>,
  ): Promise<void> {
    const kept = await this.#transaction.takeMessage(name, correlationKey ?? null, this.#at)
    if (kept) await this.#command(caseId, { type: 'trigger', key, element, trigger, variables: kept.variables })
  }

  async #signal(name: string, variables: NonNullable<Message['variables']>, except: string | undefined): Promise<void> {
    for (const { caseId, key, element, trigger } of await this.#transaction.subscribers('signal', name)) {
      if (caseId !== except) await this.#command(caseId, { type: 'trigger', key, element, trigger, variables })
    }
    for (const { process, version, element } of await this.#transaction.startsFor('signal', name)) {
      await this.#start(process, version, element, variables)
    }
  }

  async #start(
    process: string,
    version: number,
    element: string,
    variables: NonNullable<Message['variables']>,
  ): Promise<void> {
    const options = { process, version, element, variables }
    this.#take(await this.#cases.start(this.#transaction, options, this.#needs.ids(), this.#at))
  }

  /** Whoever waits for a condition over data stores looks again. */
  async #store(values: Variables): Promise<void> {
    await this.#transaction.storeData(values)
    const waiting = await this.#transaction.subscribers('conditional', overStores)
    for (const caseId of new Set(waiting.map((row) => row.caseId))) await this.#command(caseId, { type: 'reconsider' })
    await this.#startByCondition({}, values)
  }

  async #call(call: Extract<Effect, { type: 'call' }>, from: Stepped): Promise<void> {
    const version = await this.#definitions.called(this.#transaction, call, from)
    const { key, process, variables, called } = call
    if (version === undefined) {
      const message = `Process ${process} is called, but it is not published`
      await this.#command(from.caseId, { type: 'failCall', key, code: 'called-process-missing', message })
      return
    }
    const options = { process, version, variables, parent: { case: from.caseId, key } }
    const started = await this.#cases.start(this.#transaction, options, called, this.#at)
    this.#take(started)
    if (!started.outcome.ok) {
      await this.#command(from.caseId, {
        type: 'failCall',
        key,
        code: 'called-process-refused',
        message: started.outcome.rejection.words,
      })
    }
  }
}
