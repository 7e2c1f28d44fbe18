import type { Variables } from '../expression/expression.ts'
import { emptyState } from '../step/apply.ts'
import type { Command } from '../step/command.ts'
import type { Effect } from '../step/effect.ts'
import type { Event } from '../step/event.ts'
import type { State } from '../step/state.ts'
import { step } from '../step/step.ts'
import type { CaseRow, Transaction } from '../store/port.ts'
import type { WorkingCalendar } from '../time/index.ts'
import { changeOf } from './change.ts'
import type { Definitions } from './definitions.ts'
import type { Committing, Outcome, Refusal, StartOptions } from './options.ts'

export interface Done {
  readonly outcome: Outcome
  readonly events: readonly Event[]
  readonly effects: readonly Effect[]
}

interface Needs {
  readonly definitions: Definitions
  readonly calendar: WorkingCalendar
  readonly projections: readonly ((transaction: Transaction, change: Committing) => Promise<void>)[]
}

const refuse = (rejection: Refusal): Done => ({ outcome: { ok: false, rejection }, events: [], effects: [] })

/** Commands on cases inside a given transaction: load, step, write. Whatever is due in a case comes before the command. */
export class Cases {
  readonly #needs: Needs

  constructor(needs: Needs) {
    this.#needs = needs
  }

  async start(
    transaction: Transaction,
    options: StartOptions,
    version: number,
    caseId: string,
    at: number,
  ): Promise<Done> {
    const before = options.request && (await transaction.recall(options.request))
    if (before) return repeated(before)
    const prepared = await options.prepare?.(transaction, at)
    const businessKey = prepared?.businessKey ?? options.businessKey ?? caseId
    const author = options.by === undefined ? {} : { by: options.by }
    const variables = { ...options.variables, ...prepared?.variables }
    const command: Command = { type: 'start', case: caseId, version, variables, ...author }
    return this.#step(
      transaction,
      undefined,
      { ...emptyState(), process: options.process, version },
      { businessKey, startedAt: at },
      command,
      at,
      options.request,
    )
  }

  async dispatch(
    transaction: Transaction,
    caseId: string,
    command: Command,
    at: number,
    request?: string,
  ): Promise<Done> {
    const before = request && (await transaction.recall(request))
    if (before) return repeated(before)
    const due = await this.fireDue(transaction, caseId, at)
    const row = await transaction.loadCase(caseId)
    if (!row) {
      return refuse({ code: 'no-such-case', words: `There is no case ${caseId}`, remedy: 'Check the number' })
    }
    const done = await this.#step(transaction, row, row.state, row, command, at, request)
    return { ...done, events: [...due.events, ...done.events], effects: [...due.effects, ...done.effects] }
  }

  /** Fires the case's timers up to `at`, each at its own instant, in order. */
  async fireDue(
    transaction: Transaction,
    caseId: string,
    at: number,
  ): Promise<{ events: Event[]; effects: Effect[]; fired: number }> {
    const all: { events: Event[]; effects: Effect[]; fired: number } = { events: [], effects: [], fired: 0 }
    for (;;) {
      const row = await transaction.loadCase(caseId)
      const next = row?.state.status === 'active' ? earliest(row.state, at) : undefined
      if (!row || !next) return all
      const done = await this.#step(transaction, row, row.state, row, { type: 'fireTimer', ...next }, next.due)
      all.events.push(...done.events)
      all.effects.push(...done.effects)
      all.fired++
    }
  }

  async #step(
    transaction: Transaction,
    row: CaseRow | undefined,
    state: State,
    known: { businessKey: string; startedAt: number },
    command: Command,
    at: number,
    request?: string,
  ): Promise<Done> {
    const { definitions, calendar, projections } = this.#needs
    const { businessKey, startedAt } = known
    const graph = await definitions.graph(state.process, state.version)
    const result = step(graph, state, command, { at, calendar })
    if ('rejection' in result) return refuse(result.rejection)
    const change = await changeOf(transaction, row, { businessKey, startedAt }, result.state, result.events, calendar)
    await transaction.write(change)
    const caseId = result.state.case
    for (const project of projections)
      await project(transaction, { caseId, businessKey, state: result.state, events: change.events })
    if (request) await transaction.remember(request, { caseId, businessKey }, at)
    return {
      outcome: { ok: true, caseId, businessKey, repeated: false },
      events: result.events,
      effects: result.effects,
    }
  }
}

function repeated(answer: Variables): Done {
  const { caseId, businessKey } = answer as { caseId: string; businessKey: string }
  return { outcome: { ok: true, caseId, businessKey, repeated: true }, events: [], effects: [] }
}

function earliest(state: State, at: number): { key: number; element: string; due: number } | undefined {
  let found: { key: number; element: string; due: number } | undefined
  for (const { key, timers } of state.instances.values()) {
    for (const { element, due } of timers ?? []) {
      if (due <= at && (!found || due < found.due)) found = { key, element, due }
    }
  }
  return found
}
