import { inForce } from '../people/inForce.ts'
import type { ServerDb } from '../tables.ts'

/** Who answers for a department, from itself upwards: 0 the department, 1 its head, then the heads of what it reports to. */
export interface Rung {
  readonly level: number
  readonly department: string
  readonly name: string
  readonly people: readonly { readonly id: string; readonly name: string }[]
}

/** No reporting line is longer; a circle in the data ends here. */
const longest = 5

export async function reportingLine(db: ServerDb, department: string, today: string): Promise<Rung[]> {
  const all = await db.selectFrom('departments').selectAll().execute()
  const own = all.find(({ code }) => code === department)
  if (!own) return []
  const rungs: Rung[] = [{ level: 0, department, name: own.name, people: [] }]
  let at: typeof own | undefined = own
  while (at && rungs.length <= longest) {
    const { code, name, superior }: typeof own = at
    rungs.push({ level: rungs.length, department: code, name, people: await headsOf(db, code, today) })
    at = all.find((each) => each.code === superior && each.code !== code)
  }
  return rungs
}

async function headsOf(db: ServerDb, department: string, today: string): Promise<Rung['people']> {
  const rows = await db
    .selectFrom('posts')
    .innerJoin('people', 'people.id', 'posts.person_id')
    .select(['people.id', 'people.name', 'posts.roles'])
    .where('posts.department', '=', department)
    .where(inForce(today))
    .orderBy('people.id')
    .execute()
  return rows
    .filter(({ roles }) => (JSON.parse(roles) as string[]).includes('head'))
    .map(({ id, name }) => ({ id, name }))
}

/** Departments whose cards come to somebody who is head of `department`: those below it, with how many steps they are away. */
export async function departmentsBelow(db: ServerDb, department: string): Promise<ReadonlyMap<string, number>> {
  const all = await db.selectFrom('departments').select(['code', 'superior']).execute()
  const found = new Map<string, number>([[department, 1]])
  for (let step = 2; step <= longest; step++) {
    const above = [...found].filter(([, level]) => level === step - 1).map(([code]) => code)
    for (const { code, superior } of all)
      if (superior !== null && above.includes(superior) && !found.has(code)) found.set(code, step)
  }
  return found
}
