import { dayOf } from '@lianban/engine'
import type { TaskRow } from '@lianban/engine/runtime'
import { supervision } from '../../cases/modelNames.ts'
import { completion } from '../../inbox/complete.ts'
import type { Server } from '../../context.ts'
import { handOver } from '../../people/handover/handOver.ts'
import { standInFor } from '../../people/handover/standIn.ts'
import { tablesOf, type ServerTables } from '../../tables.ts'
import { enter, type Entry } from './ledger.ts'
import { resultOf } from './overdue.ts'
import { tasksUnder } from './raise.ts'

type Card = ServerTables['cards']

/**
 * Does once what the rule or the step of the drawing wants when the time is over. The command carries the card's id, so that
 * a second try, or another node, finds it done.
 */
export async function act(server: Server, card: Card, at: number): Promise<void> {
  const { runtime } = server
  const row = await runtime.store.case(card.case_id)
  const keys = row && card.clock_key !== null ? tasksUnder(row.state, card.clock_key).map(({ key }) => key) : []
  const entries: Omit<Entry, 'at'>[] = []
  for (const key of keys) {
    const task = await runtime.store.task(`${card.case_id}.${key}`)
    if (task?.state !== 'open') continue
    entries.push(
      card.action === 'reassign' ? await reassign(server, card, task, at) : await consent(server, card, task),
    )
  }
  await runtime.transaction(async ({ sql }) => {
    const db = tablesOf(sql)
    const after = { action: '', look_at: card.answer_due }
    let { revision } = card
    for (const entry of entries) {
      if (!(await enter(db, { id: card.id, revision }, { ...entry, at }, after))) return
      revision++
    }
    if (entries.length === 0)
      await db.updateTable('cards').set(after).where('id', '=', card.id).where('revision', '=', revision).execute()
  })
}

/** AB岗: the B post gets the task with full authority. */
async function reassign(server: Server, card: Card, task: TaskRow, at: number): Promise<Omit<Entry, 'at'>> {
  const { runtime, db, people } = server
  const failed = (cause: string): Omit<Entry, 'at'> => ({ kind: 'actionFailed', detail: { action: 'reassign', cause } })
  const standIn = await standInFor(db, task, dayOf(at, runtime.calendar.zone))
  if (standIn === 'nobody-named') return failed('no-deputy')
  if (standIn === 'nobody-present') return failed('deputy-absent')
  const outcome = await handOver(runtime, task, standIn, 'overdue', `card:${card.id}:${task.key}`)
  if (!outcome.ok) return failed(outcome.rejection.code)
  const { person } = await people.names()
  return { kind: 'reassigned', detail: { from: person(standIn.from.person), to: person(standIn.to.person) } }
}

/** Silence counts as consent, with the result that the step of the drawing names in `overdue.result`. */
async function consent(server: Server, card: Card, task: TaskRow): Promise<Omit<Entry, 'at'>> {
  const { runtime } = server
  const failed = (cause: string): Omit<Entry, 'at'> => ({
    kind: 'actionFailed',
    detail: { action: 'deemedConsent', cause },
  })
  const row = await runtime.store.case(card.case_id)
  const graph = await runtime.graph(row!.process, row!.version)
  const data = resultOf(graph.byId.get(task.element)?.properties['overdue.result'])
  if (data === undefined) return failed('no-result')
  const wanted = await completion(server, supervision, task, { data, revision: task.revision })
  if ('fields' in wanted || wanted.command.type !== 'completeTask') return failed('form-invalid')
  const request = `card:${card.id}:${task.key}`
  if (task.assignee !== null) {
    // Whoever holds it has had their time.
    const changes = { assignee: supervision }
    const taken = { type: 'updateTask', key: task.key, by: supervision, changes } as const
    const outcome = await runtime.dispatch(card.case_id, taken, { request: `${request}:take` })
    if (!outcome.ok) return failed(outcome.rejection.code)
  }
  const { revision: _, ...command } = wanted.command
  const outcome = await runtime.dispatch(card.case_id, command, { request })
  return outcome.ok ? { kind: 'consented', detail: {} } : failed(outcome.rejection.code)
}
