import type { Organisation, SaveDepartment } from '../../contract/index.ts'
import type { Server } from '../../context.ts'
import { applicant } from '../../cases/modelNames.ts'
import type { Actor } from '../people.ts'
import { change, unacceptable } from './change.ts'

/** Makes or renames a department, and says whom it reports to. */
export function saveDepartment(
  server: Server,
  actor: Actor,
  code: string,
  save: SaveDepartment,
): Promise<Organisation> {
  const { revision, name, superior } = save
  return change(server, actor, revision, async ({ db }) => {
    if (code === applicant)
      throw unacceptable('code-reserved', 'code', `${code} stands for whoever applies`, 'Choose another code')
    const all = await db.selectFrom('departments').selectAll().execute()
    const before = all.find((each) => each.code === code)
    const above = new Map(all.map((each) => [each.code, each.superior]))
    if (superior !== null && superior !== code && !above.has(superior))
      throw unacceptable('no-such-superior', 'superior', `There is no department ${superior}`, 'Make it first')
    const line = lineFrom(superior, above, code)
    if (line.includes(code)) {
      const words = `${code} would report to itself: ${[code, ...line].join(' → ')}`
      throw unacceptable('reporting-circle', 'superior', words, 'Choose a department that does not report to this one')
    }
    if (before && before.name === name && before.superior === superior) return undefined
    await db
      .insertInto('departments')
      .values({ code, name, superior })
      .onConflict((conflict) => conflict.column('code').doUpdateSet({ name, superior }))
      .execute()
    return { what: 'department', subject: name, before: before ?? null, after: { code, name, superior } }
  })
}

/** The departments above, up to the top or to the one that must not be among them. */
function lineFrom(superior: string | null, above: ReadonlyMap<string, string | null>, code: string): string[] {
  const line: string[] = []
  for (let at = superior; at !== null && !line.includes(at); at = at === code ? null : (above.get(at) ?? null))
    line.push(at)
  return line
}
