import {
  calendarFor,
  dayOf,
  dueOn,
  excludedOn,
  isFine,
  isOverdue,
  usedOn,
  type Graph,
  type RecordedClock,
} from '@lianban/engine'
import type { Counting, Transaction } from '@lianban/engine/runtime'
import type { Insertable } from 'kysely'
import type { CardRule } from '../../contract/index.ts'
import { tablesOf, type ServerTables } from '../../tables.ts'
import { prepared } from '../../prepared.ts'
import { lightBy, looksOf } from '../rules/looks.ts'

export type WatchRow = Insertable<ServerTables['clock_watch']>

/** What is watched of a clock as it stands, and when a rule may apply next: now, where one applies already. */
export function watchRow(
  { key, element, clock }: RecordedClock,
  of: { readonly caseId: string; readonly version: number; readonly graph: Graph; readonly name?: string | undefined },
  responsible: string,
  rules: readonly CardRule[],
  counting: Counting,
  now: number,
): WatchRow {
  const calendar = calendarFor(clock.limit, counting)
  const due = dueOn(clock, calendar)
  const { completedOn, completedAt } = clock
  const ended = completedOn !== undefined
  const looks = responsible === '' ? [] : looksOf(clock, of.graph.process, rules, calendar)
  const fine = isFine(clock.limit.unit)
  const today = (fine ? completedAt : completedOn) ?? (fine ? now : dayOf(now, calendar.zone))
  return {
    case_id: of.caseId,
    key,
    process: of.graph.process,
    version: of.version,
    element,
    name: of.name || clock.limit.name,
    kind: clock.limit.kind,
    responsible,
    state: ended ? 'ended' : clock.startedOn === undefined ? 'awaited' : due === undefined ? 'stopped' : 'running',
    light: lightBy(looks, now),
    look_at: looks[0]?.at ?? null,
    due_on: due ?? null,
    ended_on: completedOn ?? null,
    late: ended && isOverdue(clock, calendar, today) ? 1 : 0,
    budget: clock.limit.n + clock.extended,
    used: Math.round(usedOn(clock, calendar, today)),
    excluded: Math.round(excludedOn(clock, calendar, today)),
    extended: clock.extended,
    stops: clock.stops.length,
  }
}

const put = prepared((db, row: WatchRow) =>
  db
    .insertInto('clock_watch')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['case_id', 'key']).doUpdateSet(({ ref }) => ({
        state: ref('excluded.state'),
        light: ref('excluded.light'),
        look_at: ref('excluded.look_at'),
        due_on: ref('excluded.due_on'),
        ended_on: ref('excluded.ended_on'),
        late: ref('excluded.late'),
        budget: ref('excluded.budget'),
        used: ref('excluded.used'),
        excluded: ref('excluded.excluded'),
        extended: ref('excluded.extended'),
        stops: ref('excluded.stops'),
      })),
    ),
)

const light = prepared((db, { case_id }: Pick<WatchRow, 'case_id'>) =>
  db
    .updateTable('case_list')
    .set(({ selectFrom, fn, val }) => ({
      light: fn.coalesce(
        selectFrom('clock_watch')
          .select((eb) => eb.fn.max('light').as('light'))
          .where('case_id', '=', case_id)
          .where('ended_on', 'is', null),
        val(0),
      ),
    }))
    .where('case_id', '=', case_id),
)

export function writeWatch(transaction: Transaction, rows: readonly WatchRow[]): void {
  const db = tablesOf(transaction.sql)
  for (const row of rows) transaction.later(put(db, row))
}

/** The light of a case is the worst of its clocks that still run. */
export function lightCase(transaction: Transaction, caseId: string): void {
  transaction.later(light(tablesOf(transaction.sql), { case_id: caseId }))
}
