import { calendarFor, dueAt, dueOn, isDueProvisional, type Graph, type RecordedClock } from '@lianban/engine'
import type { Counting, Transaction } from '@lianban/engine/runtime'
import { prepared } from '../prepared.ts'
import { tablesOf, type ServerTables } from '../tables.ts'
import type { Places } from './places.ts'

export type ClockRow = ServerTables['clocks']

/** The row of one clock as it stands: everything that lists and cards ask of it. */
export function rowOf(
  { key, element, clock }: RecordedClock,
  of: { readonly caseId: string; readonly version: number; readonly graph: Graph },
  places: Places,
  counting: Counting,
): ClockRow {
  const { graph } = of
  const { limit, extended, stops, completedOn } = clock
  const department = places.departmentOf(key)
  const calendar = calendarFor(limit, counting)
  const due = dueOn(clock, calendar)
  const open = stops.filter(({ to }) => to === undefined).map(({ from }) => from)
  const ended = completedOn !== undefined
  const waiting = clock.startedOn === undefined
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
    minimum: limit.minimum ? 1 : 0,
    rule: limit.rule ? `${limit.rule.id}@${limit.rule.version}` : null,
    calendar: calendar.code,
    started_on: clock.startedOn ?? null,
    due_on: due ?? null,
    due_at: dueAt(clock, calendar) ?? null,
    state: ended ? 'ended' : waiting ? 'awaited' : due === undefined ? 'stopped' : 'running',
    stopped_since: ended ? null : (open.toSorted()[0] ?? null),
    ended_on: completedOn ?? null,
    provisional: isDueProvisional(clock, calendar) ? 1 : 0,
  }
}

const put = prepared((db, row: ClockRow) =>
  db
    .insertInto('clocks')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['case_id', 'key']).doUpdateSet(({ ref }) => ({
        unit: ref('excluded.unit'),
        n: ref('excluded.n'),
        extended: ref('excluded.extended'),
        basis: ref('excluded.basis'),
        calendar: ref('excluded.calendar'),
        kind: ref('excluded.kind'),
        minimum: ref('excluded.minimum'),
        rule: ref('excluded.rule'),
        started_on: ref('excluded.started_on'),
        due_on: ref('excluded.due_on'),
        due_at: ref('excluded.due_at'),
        state: ref('excluded.state'),
        stopped_since: ref('excluded.stopped_since'),
        ended_on: ref('excluded.ended_on'),
        provisional: ref('excluded.provisional'),
      })),
    ),
)

export function writeClocks(transaction: Transaction, rows: readonly ClockRow[]): void {
  const db = tablesOf(transaction.sql)
  for (const row of rows) transaction.later(put(db, row))
}
