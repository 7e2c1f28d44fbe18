import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { Meter } from '@lianban/engine/runtime'
import type { Server } from '../context.ts'
import { openIncidents } from './readModel.ts'

const seconds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30, 300]

/** What the runtime and the routes count, in the words of Prometheus; gauges are read when somebody asks. */
export class Metrics {
  readonly registry = new Registry()
  readonly meter: Meter
  readonly #requests: Histogram<'method' | 'status'>

  constructor() {
    const registers = [this.registry]
    collectDefaultMetrics({ register: this.registry })
    const histogram = <L extends string>(name: string, help: string, labelNames: L[] = [], buckets = seconds) =>
      new Histogram({ name, help, labelNames, buckets, registers })
    const commands = new Counter({
      name: 'lianban_commands_total',
      help: 'Commands by type and outcome: done, repeated, refused',
      labelNames: ['type', 'outcome'],
      registers,
    })
    const incidents = new Counter({
      name: 'lianban_incidents_total',
      help: 'Incidents raised, by code',
      labelNames: ['code'],
      registers,
    })
    const sizes = histogram('lianban_commit_size', 'Pieces of work in one commit', [], [1, 2, 4, 8, 16, 32, 64, 128])
    const commits = histogram('lianban_commit_seconds', 'Duration of a commit with its work')
    const late = histogram('lianban_lag_seconds', 'From due to fired or handed out: timers and jobs', ['what'])
    this.#requests = histogram('lianban_http_request_seconds', 'Requests', ['method', 'status'])
    this.meter = {
      committed(size, took) {
        sizes.observe(size)
        commits.observe(took / 1000)
      },
      commanded: (type, outcome) => commands.inc({ type, outcome }),
      late: (what, lag) => late.observe({ what }, lag / 1000),
      incident: (code) => incidents.inc({ code }),
    }
  }

  requested(method: string, status: number, took: number): void {
    this.#requests.observe({ method, status: String(status) }, took / 1000)
  }

  /** Adds what is looked up in the database at every scrape. */
  watch({ runtime, people, db }: Server): void {
    const gauge = (name: string, help: string, labelNames: string[], look: (set: Gauge) => Promise<void>): void => {
      new Gauge({
        name,
        help,
        labelNames,
        registers: [this.registry],
        async collect() {
          await look(this)
        },
      })
    }
    gauge('lianban_inbox_open', 'Open tasks by department', ['department'], async (set) => {
      for (const { code } of await people.departments())
        set.set({ department: code }, await runtime.store.countOpen([`group:${code}`]))
    })
    gauge('lianban_incidents_open', 'Cases that stand with an incident', [], async (set) => {
      set.set(await openIncidents(db))
    })
    gauge(
      'lianban_overdue_seconds',
      'How long the oldest due timer or letter has been waiting',
      ['what'],
      async (set) => {
        const now = runtime.clock.now()
        const overdue = (due: number | undefined): number => Math.max(0, now - (due ?? now)) / 1000
        set.set({ what: 'timer' }, overdue(await runtime.store.nextDue()))
        set.set({ what: 'letter' }, overdue(await runtime.store.nextLetter()))
      },
    )
  }
}
