import type { Variables } from '../../expression/expression.ts'
import {
  almanacRevision,
  rowOf,
  type CaseChange,
  type Definition,
  type JobLease,
  type LeasedJob,
  type MessageRow,
  type OutboxRow,
  type StartRow,
  type SubscriptionRow,
  type Transaction,
} from '../port.ts'
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

  async loadJob(caseId: string, key: number) {
    return this.#tables.jobs.get(jobId({ caseId, key }))
  }

  async dueCases(at: number, limit: number): Promise<string[]> {
    const due = [...this.#tables.timers.values()].filter((timer) => timer.due <= at)
    const first = due.sort((a, b) => a.due - b.due || (a.caseId < b.caseId ? -1 : 1)).slice(0, limit)
    return [...new Set(first.map(({ caseId }) => caseId))]
  }

  async leaseJobs({ types, at, until, limit, token }: JobLease): Promise<LeasedJob[]> {
    const free = [...this.#tables.jobs.values()].filter((job) => types.includes(job.type) && job.runAt <= at)
    const leased = free.sort((a, b) => a.runAt - b.runAt).slice(0, limit)
    return leased.map((job) => {
      const mine = { ...job, token, runAt: until }
      this.#set(this.#tables.jobs, jobId(job), mine)
      return { ...mine, dueAt: job.runAt }
    })
  }

  async postponeJob(caseId: string, key: number, token: string | null, until: number): Promise<boolean> {
    const job = await this.loadJob(caseId, key)
    if (!job || job.token !== token) return false
    this.#set(this.#tables.jobs, jobId(job), { ...job, runAt: until })
    return true
  }

  /** What a worker had in hand is forgotten with the process that had it. */
  async returnJobs(): Promise<void> {}

  async post(letter: OutboxRow): Promise<void> {
    if (this.#tables.outbox.has(letter.id)) throw new Error(`Expected a new letter, but ${letter.id} is posted`)
    this.#set(this.#tables.outbox, letter.id, letter)
  }

  async leaseLetters(at: number, limit: number, until: number): Promise<OutboxRow[]> {
    const due = [...this.#tables.outbox.values()].filter(({ runAt }) => runAt <= at).slice(0, limit)
    for (const letter of due) this.#set(this.#tables.outbox, letter.id, { ...letter, runAt: until })
    return due
  }

  async settleLetter(id: string, outcome: 'gone' | { runAt: number; error: string }): Promise<void> {
    const letter = this.#tables.outbox.get(id)
    if (!letter) return
    const put = outcome === 'gone' ? undefined : { ...letter, ...outcome, failures: letter.failures + 1 }
    this.#set(this.#tables.outbox, id, put)
  }

  later(): void {
    throw new Error('Expected a store with SQL for tables of the application, but this one is in memory')
  }

  write(change: CaseChange): void {
    const { state, businessKey } = change
    const { cases, steps, tasks, timers, jobs } = this.#tables
    if (change.created) {
      if (this.#tables.keys.has(businessKey))
        throw new Error(`Expected a new business key, but ${businessKey} is taken`)
      this.#set(this.#tables.keys, businessKey, state.case)
    }
    this.#set(cases, state.case, rowOf(change))
    this.#set(steps, state.case, [...(steps.get(state.case) ?? []), change.step])
    for (const { after } of change.tasks) this.#set(tasks, after.id, after)
    for (const timer of change.timersGone) this.#set(timers, timerId(timer), undefined)
    for (const timer of change.timersSet) this.#set(timers, timerId(timer), timer)
    for (const s of change.subscriptionsGone) this.#set(this.#tables.subscriptions, subscriptionId(s), undefined)
    for (const s of change.subscriptionsSet) this.#set(this.#tables.subscriptions, subscriptionId(s), s)
    for (const job of change.jobsGone) this.#set(jobs, jobId(job), undefined)
    for (const job of change.jobsSet) this.#set(jobs, jobId(job), job)
  }

  async removeCase(id: string): Promise<void> {
    const { cases, keys, steps, tasks } = this.#tables
    const row = cases.get(id)
    if (!row) return
    this.#set(cases, id, undefined)
    this.#set(keys, row.businessKey, undefined)
    this.#set(steps, id, undefined)
    for (const task of tasks.values()) if (task.caseId === id) this.#set(tasks, task.id, undefined)
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

  async subscribers(
    kind: SubscriptionRow['kind'],
    name: string,
    correlationKey: string | null = null,
  ): Promise<SubscriptionRow[]> {
    const all = [...this.#tables.subscriptions.values()].filter((s) => s.kind === kind && s.name === name)
    if (kind !== 'message') return all
    return all.filter((s) => s.correlationKey === null || s.correlationKey === correlationKey)
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
    return this.#tables.requests.get(request)?.answer
  }

  async remember(request: string, answer: Variables, at: number): Promise<void> {
    if (this.#tables.requests.has(request)) throw new Error(`Expected a new request, but ${request} was done before`)
    this.#set(this.#tables.requests, request, { answer, at })
  }

  async forget(what: 'requests' | 'messages', before: number, limit: number): Promise<number> {
    if (what === 'messages') {
      const { messages } = this.#tables
      const over = messages.filter(({ expiresAt }) => expiresAt <= before).sort((a, b) => a.expiresAt - b.expiresAt)
      const gone = new Set(over.slice(0, limit))
      this.#setMessages(messages.filter((message) => !gone.has(message)))
      return gone.size
    }
    const old = [...this.#tables.requests].filter(([, { at }]) => at < before).sort(([, a], [, b]) => a.at - b.at)
    for (const [id] of old.slice(0, limit)) this.#set(this.#tables.requests, id, undefined)
    return Math.min(limit, old.length)
  }

  async setting(name: string): Promise<string | undefined> {
    return this.#tables.settings.get(name)
  }

  async almanacRevision(): Promise<number> {
    return Number((await this.setting(almanacRevision)) ?? 0)
  }

  /** One transaction at a time. */
  async holdAlmanac(): Promise<void> {}

  async setSetting(name: string, value: string): Promise<void> {
    this.#set(this.#tables.settings, name, value)
  }
}
