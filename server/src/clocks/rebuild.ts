import { clocks } from '@lianban/engine'
import type { Runtime, Transaction } from '@lianban/engine/runtime'
import { Places } from './places.ts'
import { rowOf, writeClocks, type ClockRow } from './rows.ts'

const page = 500

/** Writes the clocks of every case from its record, for a database from before there was a table of them. */
export async function rebuildClocks(runtime: Runtime, transaction: Transaction): Promise<void> {
  const { store } = runtime
  let ids = await store.caseIds({ limit: page })
  while (ids.length > 0) {
    const rows: ClockRow[] = []
    for (const id of ids) rows.push(...(await clocksOf(runtime, id)))
    writeClocks(transaction, rows)
    ids = await store.caseIds({ limit: page, after: ids.at(-1)! })
  }
}

async function clocksOf(runtime: Runtime, caseId: string): Promise<ClockRow[]> {
  const { store, counting } = runtime
  const row = await store.case(caseId)
  if (!row || row.state.standing) return []
  const [graph, events] = await Promise.all([runtime.graph(row.process, row.version), store.events(caseId)])
  const places = new Places(graph, events)
  const of = { caseId, version: row.version, graph }
  return clocks(events, counting.calendar.zone).map((clock) => rowOf(clock, of, places, counting))
}
