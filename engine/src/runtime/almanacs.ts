import type { Store, Transaction } from '../store/port.ts'
import { almanacRevision } from '../store/port.ts'
import {
  almanacOf,
  almanacProblems,
  changedCalendars,
  definitionOf,
  nationalCalendar,
  type Almanac,
  type AlmanacDocument,
  type WorkingCalendar,
} from '../time/index.ts'
import type { GroupCommit } from './groupCommit.ts'

const documentSetting = 'almanac'
const beforeSetting = 'almanac-before'
const derivationSetting = 'derivation'

/** What steps count with: the calendar of cases that name none, and everything that they may name. */
export interface Counting {
  readonly calendar: WorkingCalendar
  readonly almanac: Almanac
}

/** How far the cases have followed a change of calendars. Instants are epoch milliseconds. */
export interface Derivation {
  readonly revision: number
  /** Codes of the calendars that changed. */
  readonly calendars: readonly string[]
  readonly by: string
  /** Id of the last case that was looked at. */
  readonly after: string
  /** Running cases when it began, and how many were looked at, have moved, and could not be derived. */
  readonly total: number
  readonly done: number
  readonly moved: number
  readonly failed: number
  readonly startedAt: number
  readonly finishedAt?: number
}

export interface AlmanacChange {
  /** The revision that the change was made from. */
  readonly revision: number
  readonly by: string
  readonly at: number
  readonly change: (document: AlmanacDocument) => AlmanacDocument
  /** Writes the application's own tables in the same transaction. */
  readonly also?: (transaction: Transaction, revision: number) => Promise<void>
}

export type AlmanacChanged =
  | { readonly ok: true; readonly revision: number; readonly calendars: readonly string[] }
  | {
      readonly ok: false
      readonly code: 'almanac-changed' | 'almanac-invalid' | 'derivation-running'
      readonly words: string
      readonly remedy: string
    }

interface Known {
  readonly document: AlmanacDocument
  readonly counting: Counting
  /** What counted before, while cases still follow the last change. */
  readonly before?: Counting
}

/** The almanac as the store has it. Every transaction works with one revision, the same on all nodes. */
export class Almanacs {
  readonly #store: Store
  readonly #commits: GroupCommit
  #known: Known

  constructor(store: Store, commits: GroupCommit, calendar: WorkingCalendar) {
    this.#store = store
    this.#commits = commits
    const document = { revision: 0, calendars: [definitionOf(calendar, calendar.code)], rules: [] }
    const almanac = { revision: 0, calendars: new Map([[calendar.code, calendar]]), rules: new Map() }
    this.#known = { document, counting: { calendar, almanac } }
  }

  /** As it was last seen: for whatever need not be the very latest. */
  get counting(): Counting {
    return this.#known.counting
  }

  get following(): boolean {
    return this.#known.before !== undefined
  }

  /** What this transaction counts with; no other revision comes before its end. */
  async in(transaction: Transaction): Promise<Known> {
    if ((await transaction.almanacRevision()) !== this.#known.document.revision)
      await this.#load((name) => transaction.setting(name))
    return this.#known
  }

  /** The latest, outside of transactions. */
  async latest(): Promise<Known> {
    const revision = Number((await this.#store.setting(almanacRevision)) ?? 0)
    if (revision !== this.#known.document.revision) await this.#load((name) => this.#store.setting(name))
    return this.#known
  }

  async derivation(): Promise<Derivation | undefined> {
    const saved = await this.#store.setting(derivationSetting)
    return saved === undefined ? undefined : (JSON.parse(saved) as Derivation)
  }

  async change({ revision, by, at, change, also }: AlmanacChange): Promise<AlmanacChanged> {
    const total = await this.#store.countRunning()
    return this.#commits.add<AlmanacChanged>(async (transaction) => {
      await transaction.holdAlmanac()
      if (await this.claim(transaction)) return refusals.running
      const { document, counting } = await this.in(transaction)
      if (revision !== document.revision) return refusals.changed(document.revision, revision)
      const next = { ...change(document), revision: revision + 1 }
      const problems = almanacProblems(next)
      if (problems.length > 0) return refusals.invalid(problems)
      const almanac = almanacOf(next, counting.almanac)
      const calendars = changedCalendars(counting.almanac, almanac)
      await transaction.setSetting(documentSetting, JSON.stringify(next))
      await transaction.setSetting(almanacRevision, String(next.revision))
      await also?.(transaction, next.revision)
      const finished = calendars.length === 0 || total === 0
      if (!finished) await transaction.setSetting(beforeSetting, JSON.stringify(document))
      if (calendars.length > 0) {
        const fresh = { after: '', total, done: 0, moved: 0, failed: 0, startedAt: at }
        const derivation = { revision: next.revision, calendars, by, ...fresh, ...(finished ? { finishedAt: at } : {}) }
        await transaction.setSetting(derivationSetting, JSON.stringify(derivation))
      }
      return { ok: true, revision: next.revision, calendars }
    })
  }

  /** Writes how far it has come; under the lock of the transaction that moved the cases. */
  async note(transaction: Transaction, derivation: Derivation): Promise<void> {
    await transaction.setSetting(derivationSetting, JSON.stringify(derivation))
  }

  /** Where the derivation stands, for one node at a time; undefined when there is none to do. */
  async claim(transaction: Transaction): Promise<Derivation | undefined> {
    await transaction.serial(derivationSetting)
    const saved = await transaction.setting(derivationSetting)
    const derivation = saved === undefined ? undefined : (JSON.parse(saved) as Derivation)
    return derivation?.finishedAt === undefined ? derivation : undefined
  }

  /** After the end of a derivation: nothing counts as before any more. */
  async refresh(): Promise<void> {
    await this.#load((name) => this.#store.setting(name))
  }

  async #load(setting: (name: string) => Promise<string | undefined>): Promise<void> {
    const saved = await setting(documentSetting)
    if (saved === undefined) return
    const document = JSON.parse(saved) as AlmanacDocument
    const almanac = almanacOf(document, this.#known.counting.almanac)
    const counting = { almanac, calendar: almanac.calendars.get(nationalCalendar)! }
    const progress = await setting(derivationSetting)
    const follows = progress !== undefined && (JSON.parse(progress) as Derivation).finishedAt === undefined
    const old = follows ? await setting(beforeSetting) : undefined
    const before = old === undefined ? undefined : almanacOf(JSON.parse(old) as AlmanacDocument, almanac)
    this.#known = {
      document,
      counting,
      ...(before ? { before: { almanac: before, calendar: before.calendars.get(nationalCalendar)! } } : {}),
    }
  }
}

type Refused = Extract<AlmanacChanged, { ok: false }>

const refusals = {
  running: {
    ok: false,
    code: 'derivation-running',
    words: 'Expected that all cases have followed the last change, but some have not yet',
    remedy: 'Wait until their due days are derived',
  },
  changed: (now: number, from: number): Refused => ({
    ok: false,
    code: 'almanac-changed',
    words: `The calendars are at revision ${now}, but this was made from ${from}`,
    remedy: 'Load them again, then repeat the change',
  }),
  invalid: (problems: readonly string[]): Refused => ({
    ok: false,
    code: 'almanac-invalid',
    words: problems.join('; '),
    remedy: 'Correct what is named',
  }),
} as const
