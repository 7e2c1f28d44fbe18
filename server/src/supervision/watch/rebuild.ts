import { clocks } from '@lianban/engine'
import type { Runtime, Transaction } from '@lianban/engine/runtime'
import { Places } from '../../clocks/places.ts'
import { tablesOf } from '../../tables.ts'
import { cardRules } from '../rules/ruleStore.ts'
import { responsibleFor } from './responsible.ts'
import { watchRow, writeWatch, type WatchRow } from './rows.ts'

const page = 500

/** Begins the watch on the clocks of a database from before there was supervision. */
export async function watchAll(runtime: Runtime, transaction: Transaction): Promise<void> {
  const db = tablesOf(transaction.sql)
  const { rules } = await cardRules(db)
  let ids = await runtime.store.caseIds({ limit: page })
  while (ids.length > 0) {
    const rows: WatchRow[] = []
    for (const id of ids) rows.push(...(await watchOf(runtime, id, rules)))
    writeWatch(transaction, rows)
    ids = await runtime.store.caseIds({ limit: page, after: ids.at(-1)! })
  }
}

async function watchOf(
  runtime: Runtime,
  caseId: string,
  rules: Awaited<ReturnType<typeof cardRules>>['rules'],
): Promise<WatchRow[]> {
  const { store, counting } = runtime
  const row = await store.case(caseId)
  if (!row || row.state.standing) return []
  const [graph, events] = await Promise.all([runtime.graph(row.process, row.version), store.events(caseId)])
  const places = new Places(graph, events)
  return clocks(events, counting.calendar.zone).map((recorded) => {
    const { key } = recorded
    const responsible = responsibleFor(recorded, graph, places, [row.state])
    const name = places.departmentOf(key)?.name
    return watchRow(recorded, { caseId, version: row.version, graph, name }, responsible, rules, counting, row.state.at)
  })
}
