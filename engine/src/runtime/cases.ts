import type { Variables } from '../expression/expression.ts'
import { emptyState } from '../step/apply.ts'
import type { Command } from '../step/command.ts'
import type { Effect } from '../step/effect.ts'
import type { Event } from '../step/event.ts'
import type { State } from '../step/state.ts'
import { step } from '../step/step.ts'
import type { CaseRow, Transaction } from '../store/port.ts'
import type { Almanacs, Counting } from './almanacs.ts'
import { changeOf, recorded } from './change/changeOf.ts'
import type { Definitions } from './definitions.ts'
import type { Committing, Outcome, Refusal, StartOptions } from './options.ts'

/** What one step has done, for whoever passes its effects on. */
export interface Stepped {
  readonly outcome: Outcome
  readonly caseId: string
  readonly process: string
  readonly version: number
  readonly events: readonly Event[]
  readonly effects: readonly Effect[]
  /** A published process that waits for its own start events, not a case. */
  readonly standing?: boolean
}

interface Needs {
  readonly definitions: Definitions
  readonly almanacs: Almanacs
  readonly projections: readonly ((transaction: Transaction, change: Committing) => Promise<void>)[]
}

/** Id of the state that stands for a published process which waits for its own start events. */
export const standingId = (process: string, version: number): string => `${process}@${version}`

/** A migration is a step on the version to which it leads. */
export const versionFor = ({ version }: State, command: Command): number =>
  command.type === 'migrate' ? command.version : version

export const refuse = (rejection: Refusal): Stepped => ({
  outcome: { ok: false, rejection },
  caseId: '',
  process: '',
  version: 0,
  events: [],
  effects: [],
})

/** Single steps of cases inside a given transaction: load, step, write. */
export class Cases {
  readonly #needs: Needs

  constructor(needs: Needs) {
    this.#needs = needs
  }

  async start(
    transaction: Transaction,
    options: StartOptions & { element?: string; parent?: { case: string; key: number } },
    caseId: string,
    at: number,
  ): Promise<Stepped> {
    const before = options.request && (await transaction.recall(options.request))
    if (before) return repeated(before)
    const version = options.version ?? (await transaction.lastVersion(options.process))
    if (version === 0) {
      const words = `Process ${options.process} is not published`
      return refuse({ code: 'no-such-process', words, remedy: 'Publish it first' })
    }
    const prepared = await options.prepare?.(transaction, at)
    const businessKey = prepared?.businessKey ?? options.businessKey ?? caseId
    const command: Command = {
      type: 'start',
      case: caseId,
      version,
      variables: { ...options.variables, ...prepared?.variables },
      ...(options.by === undefined ? {} : { by: options.by }),
      ...(options.element === undefined ? {} : { element: options.element }),
      ...(options.parent ? { parent: options.parent } : {}),
    }
    const fresh = { ...emptyState(), process: options.process, version }
    return this.#step(transaction, undefined, fresh, { businessKey, startedAt: at }, command, at, options.request)
  }

  /** A published process begins to wait for its own start events. */
  stand(transaction: Transaction, process: string, version: number, at: number): Promise<Stepped> {
    const caseId = standingId(process, version)
    const fresh = { ...emptyState(), process, version }
    const command: Command = { type: 'stand', case: caseId, version }
    return this.#step(transaction, undefined, fresh, { businessKey: caseId, startedAt: at }, command, at)
  }

  /** `row`: the case as it stands; undefined when there is none. */
  async dispatch(
    transaction: Transaction,
    caseId: string,
    row: CaseRow | undefined,
    command: Command,
    at: number,
    request?: string,
  ): Promise<Stepped> {
    const before = request && (await transaction.recall(request))
    if (before) return repeated(before)
    if (row) return this.#step(transaction, row, row.state, row, command, at, request)
    return refuse({ code: 'no-such-case', words: `There is no case ${caseId}`, remedy: 'Check the number' })
  }

  /**
   * What the case counts with has changed, and it has not followed yet: its due days are derived first. Undefined where
   * nothing changes.
   */
  async follow(transaction: Transaction, row: CaseRow, at: number): Promise<Stepped | undefined> {
    const { before } = await this.#needs.almanacs.in(transaction)
    if (!before || row.state.status !== 'active') return undefined
    return this.#step(transaction, row, row.state, row, { type: 'deriveDueDays', before }, at)
  }

  /** What this transaction counts with. */
  async counting(transaction: Transaction): Promise<Counting> {
    return (await this.#needs.almanacs.in(transaction)).counting
  }

  /** Fires a timer at its own instant. */
  fire(transaction: Transaction, row: CaseRow, timer: DueTimer): Promise<Stepped> {
    return this.#step(transaction, row, row.state, row, { type: 'fireTimer', ...timer }, timer.due)
  }

  async #step(
    transaction: Transaction,
    row: CaseRow | undefined,
    state: State,
    known: { businessKey: string; startedAt: number },
    command: Command,
    at: number,
    request?: string,
  ): Promise<Stepped> {
    const { definitions, almanacs, projections } = this.#needs
    const { businessKey, startedAt } = known
    const { process } = state
    const version = versionFor(state, command)
    if (command.type === 'migrate' && !(await definitions.exists(process, version))) {
      const words = `Process ${process} is not published in version ${version}`
      return refuse({ code: 'no-such-process', words, remedy: 'Choose one of its versions' })
    }
    const compiled = definitions.graph(process, version)
    const graph = compiled instanceof Promise ? await compiled : compiled
    const former = command.type === 'migrate' ? { former: await definitions.graph(process, state.version) } : {}
    const data = graph.dataStores.length > 0 ? { data: await transaction.storedData(graph.dataStores) } : {}
    const source =
      graph.deciding.length > 0 ? { decisions: await definitions.decisions.source(graph, { process, version }) } : {}
    const { counting } = await almanacs.in(transaction)
    const moment = { at, ...counting, ...data, ...source, ...former }
    const result = step(graph, state, command, moment)
    if ('rejection' in result) return refuse(result.rejection)
    const { events, effects } = result
    const caseId = result.state.case
    const standing = result.state.standing === true
    if (events.length > 0) {
      const change = await changeOf(transaction, row, { businessKey, startedAt }, result.state, events, moment)
      transaction.write(change)
      if (projections.length > 0 && !standing) {
        const earlier = row ? { before: row.state } : {}
        const committing = {
          caseId,
          businessKey,
          ...earlier,
          state: result.state,
          events: recorded(result.state, events),
        }
        for (const project of projections) await project(transaction, committing)
      }
    }
    if (request) await transaction.remember(request, { caseId, businessKey }, at)
    const outcome = { ok: true, caseId, businessKey, repeated: false } as const
    return { outcome, caseId, process, version, events, effects, standing }
  }
}

function repeated(answer: Variables): Stepped {
  const { caseId, businessKey } = answer as { caseId: string; businessKey: string }
  return {
    outcome: { ok: true, caseId, businessKey, repeated: true },
    caseId,
    process: '',
    version: 0,
    events: [],
    effects: [],
  }
}

export interface DueTimer {
  readonly key: number
  readonly element: string
  readonly due: number
}

/** The case's most overdue timer; undefined when none is due, and in a case that is over or suspended. */
export function earliest(state: State, at: number): DueTimer | undefined {
  let found: DueTimer | undefined
  if (state.status !== 'active' || state.suspended) return found
  for (const { key, timers } of state.instances.values()) {
    for (const { element, due } of timers ?? []) {
      if (due <= at && (!found || due < found.due)) found = { key, element, due }
    }
  }
  return found
}
