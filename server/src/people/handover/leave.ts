import type { ServerDb } from '../../tables.ts'

export interface Leave {
  readonly from: string
  readonly to: string
}

/** How long all of them are away together, as of today; else the day on which one of them leaves next. */
export type LeaveOfAll = { readonly together: Leave } | { readonly next: string } | undefined

/** While one of several A posts is there, nobody needs to stand in. */
export async function leaveOfAll(db: ServerDb, people: readonly string[], today: string): Promise<LeaveOfAll> {
  if (people.length === 0) return undefined
  const all = await db
    .selectFrom('absences')
    .select(['person_id', 'from_day', 'to_day'])
    .where('person_id', 'in', [...people])
    .where('to_day', '>=', today)
    .orderBy('from_day')
    .execute()
  const now = all.filter(({ from_day }) => from_day <= today)
  if (now.length === new Set(people).size) {
    const days = now.map(({ from_day, to_day }) => ({ from: from_day, to: to_day }))
    return {
      together: days.reduce((a, b) => ({ from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to })),
    }
  }
  const next = all.find(({ from_day }) => from_day > today)
  return next && { next: next.from_day }
}
