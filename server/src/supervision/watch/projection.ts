import { clocksTouched, dayOf, type RecordedClock } from '@lianban/engine'
import type { Committing, Runtime, Transaction } from '@lianban/engine/runtime'
import { Places } from '../../clocks/places.ts'
import { tablesOf } from '../../tables.ts'
import { settleReminders } from '../cards/settle.ts'
import { cardRules } from '../rules/ruleStore.ts'
import { responsibleFor } from './responsible.ts'
import { lightCase, watchRow, writeWatch } from './rows.ts'
import { keepStops } from './stops.ts'

/** Keeps the watch on every clock that a step has touched; what the step did not touch costs nothing. */
export const projectWatch =
  (runtime: () => Runtime) =>
  async (transaction: Transaction, { caseId, before, state, events }: Committing): Promise<void> => {
    const { counting } = runtime()
    const touched = clocksTouched(before, events, counting.calendar.zone)
    if (touched.length === 0) return
    const db = tablesOf(transaction.sql)
    const [graph, { rules }] = await Promise.all([runtime().graph(state.process, state.version), cardRules(db)])
    const places = new Places(graph, events, state, before)
    const rows = touched.map((recorded: RecordedClock) => {
      const { key } = recorded
      const responsible = responsibleFor(recorded, graph, places, [state, before])
      const name = places.departmentOf(key)?.name
      return watchRow(recorded, { caseId, version: state.version, graph, name }, responsible, rules, counting, state.at)
    })
    writeWatch(transaction, rows)
    keepStops(transaction, caseId, events, touched, rows, counting, dayOf(state.at, counting.calendar.zone))
    settleReminders(
      transaction,
      caseId,
      rows.filter((row) => row.state === 'ended').map(({ key }) => key),
      state.at,
    )
    lightCase(transaction, caseId)
  }
