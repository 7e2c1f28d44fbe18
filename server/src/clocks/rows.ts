import {
  dueOn,
  endOfDay,
  isDueProvisional,
  type Graph,
  type RecordedClock,
  type WorkingCalendar,
} from '@lianban/engine'
import type { Transaction } from '@lianban/engine/runtime'
import { tablesOf, type ServerTables } from '../tables.ts'
import type { Places } from './places.ts'

export type ClockRow = ServerTables['clocks']

/** The row of one clock as it stands: everything that lists and cards ask of it. */
export function rowOf(
  { key, element, clock }: RecordedClock,
  of: { readonly caseId: string; readonly version: number; readonly graph: Graph },
  places: Places,
  calendar: WorkingCalendar,
): ClockRow {
  const { graph } = of
  const { limit, extended, stops, completedOn } = clock
  const department = places.departmentOf(key)
  const due = dueOn(clock, calendar)
  const open = stops.filter(({ to }) => to === undefined).map(({ from }) => from)
  const ended = completedOn !== undefined
  return {
    case_id: of.caseId,
    key,
    element,
    name: department?.name || limit.name,
    kind: limit.kind,
    department: department?.code ?? null,
    process: graph.process,
    item: graph.nodes[0]?.properties['item.code'] ?? '',
    version: of.version,
    unit: limit.unit,
    n: limit.n,
    extended,
    basis: limit.basis,
    calendar: calendar.code,
    started_on: clock.startedOn ?? '',
    due_on: due ?? null,
    due_at: due === undefined ? null : endOfDay(due, calendar.zone),
    state: ended ? 'ended' : due === undefined ? 'stopped' : 'running',
    stopped_since: ended ? null : (open.toSorted()[0] ?? null),
    ended_on: completedOn ?? null,
    provisional: isDueProvisional(clock, calendar) ? 1 : 0,
  }
}

/** Rows of one statement: what every database takes as parameters. */
const together = 500

export async function writeClocks(transaction: Transaction, rows: readonly ClockRow[]): Promise<void> {
  const db = tablesOf(transaction.sql)
  for (let from = 0; from < rows.length; from += together) {
    await db
      .insertInto('clocks')
      .values(rows.slice(from, from + together))
      .onConflict((conflict) =>
        conflict.columns(['case_id', 'key']).doUpdateSet(({ ref }) => ({
          unit: ref('excluded.unit'),
          n: ref('excluded.n'),
          extended: ref('excluded.extended'),
          basis: ref('excluded.basis'),
          started_on: ref('excluded.started_on'),
          due_on: ref('excluded.due_on'),
          due_at: ref('excluded.due_at'),
          state: ref('excluded.state'),
          stopped_since: ref('excluded.stopped_since'),
          ended_on: ref('excluded.ended_on'),
          provisional: ref('excluded.provisional'),
        })),
      )
      .execute()
  }
}
