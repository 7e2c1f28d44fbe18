import { readYear, type AlmanacDocument, type CalendarDefinition } from '@lianban/engine'
import type { AlmanacChange, Derivation } from '@lianban/engine/runtime'
import type { AlmanacChangeView, AlmanacSaved, AlmanacView, DerivationView } from '../contract/index.ts'
import { iso, type Server } from '../context.ts'
import type { Actor } from '../people/people.ts'
import { ApiError } from '../problem.ts'
import { noteChange } from './changes.ts'

export async function almanacView(server: Server): Promise<AlmanacView> {
  const { runtime, people } = server
  const { document } = await runtime.almanac()
  const [derivation, names] = await Promise.all([runtime.derivation(), people.names()])
  return {
    revision: document.revision,
    calendars: [...document.calendars],
    rules: [...document.rules],
    ...(derivation ? { derivation: derivationView(derivation, names.person) } : {}),
  }
}

export async function derivationOf({ runtime, people }: Server): Promise<DerivationView | null> {
  const [derivation, names] = await Promise.all([runtime.derivation(), people.names()])
  return derivation ? derivationView(derivation, names.person) : null
}

function derivationView(derivation: Derivation, person: (id: string) => string): DerivationView {
  const { revision, calendars, by, total, done, moved, failed, startedAt, finishedAt } = derivation
  return {
    revision,
    calendars: [...calendars],
    by: person(by),
    total,
    done,
    moved,
    failed,
    startedAt: iso(startedAt),
    ...(finishedAt === undefined ? {} : { finishedAt: iso(finishedAt) }),
  }
}

export async function changesOf({ db, people }: Server): Promise<AlmanacChangeView[]> {
  const [rows, names] = await Promise.all([
    db.selectFrom('almanac_changes').selectAll().orderBy('revision', 'desc').limit(100).execute(),
    people.names(),
  ])
  return rows.map(({ person_id, at, ...row }) => ({ ...row, at: iso(at), by: names.person(person_id) }))
}

export async function saveCalendar(
  server: Server,
  actor: Actor,
  revision: number,
  calendar: CalendarDefinition,
): Promise<AlmanacSaved> {
  const change = (document: AlmanacDocument) => withCalendar(document, calendar)
  return changed(server, actor, { revision, change }, 'calendar', calendar.code)
}

/** Takes a year of a file into the calendar; a year that is there already is replaced. */
export async function importYear(
  server: Server,
  actor: Actor,
  revision: number,
  code: string,
  file: unknown,
): Promise<AlmanacSaved & { year: number }> {
  const read = readYear(file)
  if ('problem' in read)
    throw new ApiError(422, 'year-invalid', read.problem, { remedy: 'Choose the file of one year' })
  const { year, data } = read
  const known = (await server.runtime.almanac()).document.calendars.find((each) => each.code === code)
  if (!known) throw new ApiError(404, 'no-such-calendar', `There is no calendar ${code}`, { remedy: 'Make it first' })
  const change = (document: AlmanacDocument): AlmanacDocument => {
    const now = document.calendars.find((each) => each.code === code) ?? known
    return withCalendar(document, { ...now, years: { ...now.years, [year]: data } })
  }
  return { ...(await changed(server, actor, { revision, change }, 'import', `${code} ${year}`)), year }
}

export function withCalendar(document: AlmanacDocument, calendar: CalendarDefinition): AlmanacDocument {
  const at = document.calendars.findIndex(({ code }) => code === calendar.code)
  const calendars = at < 0 ? [...document.calendars, calendar] : document.calendars.with(at, calendar)
  return { ...document, calendars }
}

/** Changes the almanac and notes who did it; what cannot be is a 409 or a 422 with words. */
export async function changed(
  { runtime, live }: Server,
  actor: Actor,
  change: Pick<AlmanacChange, 'revision' | 'change'>,
  what: string,
  detail: string,
): Promise<AlmanacSaved> {
  const also = noteChange(runtime, actor.id, what, detail)
  const outcome = await runtime.changeAlmanac({ ...change, by: actor.id, also })
  if (!outcome.ok) {
    const { code, words, remedy } = outcome
    throw new ApiError(code === 'almanac-invalid' ? 422 : 409, code, words, { remedy })
  }
  live.tell({ topic: 'almanac' })
  return { revision: outcome.revision, calendars: [...outcome.calendars] }
}
