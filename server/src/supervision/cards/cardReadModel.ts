import type { CardColour, CardState } from '../../contract/index.ts'
import type { ServerDb, ServerTables } from '../../tables.ts'

/** A card with what lists say of its case. */
export type CardRow = ServerTables['cards'] & { case_no: string; title: string; version: number }

const pageSize = 30
const waiting: readonly CardState[] = ['open', 'rejected']
const judged: readonly CardState[] = ['explained', 'appealed']

const withCase = (db: ServerDb) =>
  db
    .selectFrom('cards')
    .innerJoin('case_list', 'case_list.case_id', 'cards.case_id')
    .selectAll('cards')
    .select(['case_list.case_no', 'case_list.title', 'case_list.version', 'case_list.process'])

export const cardRow = (db: ServerDb, id: string): Promise<CardRow | undefined> =>
  withCase(db).where('cards.id', '=', id).executeTakeFirst()

export const entriesOf = (db: ServerDb, id: string): Promise<ServerTables['card_ledger'][]> =>
  db.selectFrom('card_ledger').selectAll().where('card_id', '=', id).orderBy('seq').execute()

export interface CardFilter {
  readonly box: 'todo' | 'open' | 'all'
  readonly colour?: CardColour | undefined
  readonly department?: string | undefined
  readonly caseId?: string | undefined
  readonly cursor?: string | undefined
  /** Sees what waits for the monitor office. */
  readonly monitor: boolean
  /** Only these departments, from the rung of the reporting line that is given. */
  readonly among?: ReadonlyMap<string, number>
}

export async function cardPage(
  db: ServerDb,
  { box, colour, department, caseId, cursor, monitor, among }: CardFilter,
): Promise<{ rows: CardRow[]; next?: string }> {
  let query = withCase(db)
  if (box === 'open') query = query.where('cards.state', 'in', [...waiting, ...judged])
  if (box === 'todo') query = query.where('cards.state', 'in', monitor ? judged : waiting)
  if (box === 'todo' && !monitor) query = query.where('cards.colour', '<>', 'blue')
  if (colour) query = query.where('cards.colour', '=', colour)
  if (department !== undefined) query = query.where('cards.against', '=', department)
  if (caseId !== undefined) query = query.where('cards.case_id', '=', caseId)
  if (among)
    query = query.where(({ or, and, eb }) =>
      or([...among].map(([code, level]) => and([eb('cards.against', '=', code), eb('cards.level', '>=', level)]))),
    )
  const [at, id] = cursor?.split('~') ?? []
  if (at !== undefined && id !== undefined)
    query = query.where(({ or, and, eb }) =>
      or([
        eb('cards.raised_at', '<', Number(at)),
        and([eb('cards.raised_at', '=', Number(at)), eb('cards.id', '<', id)]),
      ]),
    )
  const rows = await query
    .orderBy('cards.raised_at', 'desc')
    .orderBy('cards.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const page = rows.slice(0, pageSize)
  const last = page.at(-1)
  return { rows: page, ...(rows.length > pageSize && last ? { next: `${last.raised_at}~${last.id}` } : {}) }
}
