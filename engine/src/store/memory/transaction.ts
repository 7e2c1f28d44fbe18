import type { Variables } from '../../expression/expression.ts'
import type { CaseChange, Definition, MessageRow, StartRow, SubscriptionRow, Transaction } from '../port.ts'
import { jobId, subscriptionId, timerId, type MemoryTables } from './tables.ts'

/** Writes at once and keeps an undo for each write, so that a transaction costs what it changes. */
export class MemoryTransaction implements Transaction {
  readonly #tables: MemoryTables
  readonly #undo: (() => void)[] = []

  constructor(tables: MemoryTables) {
    this.#tables = tables
  }

  rollback(): void {
    for (const undo of this.#undo.reverse()) undo()
  }

  #set<K, V>(map: Map<K, V>, key: K, value: V | undefined): void {
    const before = map.get(key)
    this.#undo.push(() => (before === undefined ? map.delete(key) : map.set(key, before)))
    if (value === undefined) map.delete(key)
    else map.set(key, value)
  }

  async loadCase(id: string) {
    return this.#tables.cases.get(id)
  }

  async loadTask(id: string) {
    return this.#tables.tasks.get(id)
  }

  async write(change: CaseChange): Promise<void> {
    const { state, businessKey, startedAt, endedAt } = change
    const { cases, events, tasks, timers, jobs } = this.#tables
    if (change.created && [...cases.values()].some((row) => row.businessKey === businessKey)) {
      throw new Error(`Expected a new business key, but ${businessKey} is taken`)
    }
    this.#set(cases, state.case, {
      id: state.case,
      process: state.process,
      version: state.version,
      businessKey,
      startedAt,
      endedAt,
      state,
    })
    this.#set(events, state.case, [...(events.get(state.case) ?? []), ...change.events])
    for (const task of change.tasks) this.#set(tasks, task.id, task)
    for (const timer of change.timersGone) this.#set(timers, timerId(timer), undefined)
    for (const timer of change.timersSet) this.#set(timers, timerId(timer), timer)
    for (const s of change.subscriptionsGone) this.#set(this.#tables.subscriptions, subscriptionId(s), undefined)
    for (const s of change.subscriptionsSet) this.#set(this.#tables.subscriptions, subscriptionId(s), s)
    for (const job of change.jobsGone) this.#set(jobs, jobId(job), undefined)
    for (const job of change.jobsSet) this.#set(jobs, jobId(job), job)
  }

  async insertDefinition(definition: Definition): Promise<void> {
    const before = this.#tables.definitions
    this.#undo.push(() => (this.#tables.definitions = before))
    this.#tables.definitions = [...before, definition]
  }

  async lastVersion(process: string): Promise<number> {
    return Math.max(0, ...this.#tables.definitions.filter((d) => d.process === process).map((d) => d.version))
  }

  async setStarts(process: string, starts: readonly StartRow[]): Promise<void> {
    this.#set(this.#tables.starts, process, starts)
  }

  async startsFor(kind: StartRow['kind'], name: string): Promise<StartRow[]> {
    return [...this.#tables.starts.values()].flat().filter((start) => start.kind === kind && start.name === name)
  }

  async subscribers(kind: SubscriptionRow['kind'], name: string): Promise<SubscriptionRow[]> {
    return [...this.#tables.subscriptions.values()].filter((s) => s.kind === kind && s.name === name)
  }

  async keepMessage(message: MessageRow): Promise<void> {
    this.#setMessages([...this.#tables.messages, message])
  }

  async takeMessage(name: string, correlationKey: string | null, at: number): Promise<MessageRow | undefined> {
    const { messages } = this.#tables
    const found = messages.find(
      (m) => m.name === name && m.expiresAt > at && (correlationKey === null || m.correlationKey === correlationKey),
    )
    if (found) this.#setMessages(messages.filter((message) => message !== found))
    return found
  }

  #setMessages(messages: readonly MessageRow[]): void {
    const before = this.#tables.messages
    this.#undo.push(() => (this.#tables.messages = before))
    this.#tables.messages = messages
  }

  async storedData(names: readonly string[]): Promise<Variables> {
    const { data } = this.#tables
    return Object.fromEntries(names.flatMap((name) => (data.has(name) ? [[name, data.get(name)!]] : [])))
  }

  async storeData(values: Variables): Promise<void> {
    for (const [name, value] of Object.entries(values)) this.#set(this.#tables.data, name, value)
  }

  async serial(series: string): Promise<number> {
    const next = (this.#tables.serials.get(series) ?? 0) + 1
    this.#set(this.#tables.serials, series, next)
    return next
  }

  async recall(request: string): Promise<Variables | undefined> {
    return this.#tables.requests.get(request)
  }

  async remember(request: string, answer: Variables): Promise<void> {
    this.#set(this.#tables.requests, request, answer)
  }

  async setSetting(name: string, value: string): Promise<void> {
    this.#set(this.#tables.settings, name, value)
  }
}
