import type { OrganisationChange, Page } from '../../contract/index.ts'
import { iso, type Server } from '../../context.ts'

const page = 50

/** Who changed what, newest first. */
export async function changesOf({ db, people }: Server, cursor: number | undefined): Promise<Page<OrganisationChange>> {
  let query = db
    .selectFrom('people_changes')
    .selectAll()
    .orderBy('revision', 'desc')
    .limit(page + 1)
  if (cursor !== undefined) query = query.where('revision', '<', cursor)
  const [rows, names] = await Promise.all([query.execute(), people.names()])
  const items = rows.slice(0, page).map(({ person_id, at, what, before, after, ...row }) => ({
    ...row,
    at: iso(at),
    by: names.person(person_id),
    what: what as OrganisationChange['what'],
    before: JSON.parse(before) as OrganisationChange['before'],
    after: JSON.parse(after) as OrganisationChange['after'],
  }))
  return { items, ...(rows.length > page ? { next: String(items.at(-1)!.revision) } : {}) }
}
