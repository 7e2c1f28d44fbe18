import { dayOf } from '@lianban/engine'
import { processName } from '../../cases/modelNames.ts'
import type { Light, Page, Wall, WallCase } from '../../contract/index.ts'
import { iso, type Server } from '../../context.ts'
import { statusOf } from '../../words.ts'
import { lightName } from '../rules/looks.ts'
import { departmentCounts, dueBy, openCards, stageCounts, watchedPage, type WallFilter } from './wallReadModel.ts'

const noLights = (): Record<Light, number> => ({ none: 0, blue: 0, yellow: 0, red: 0 })

/** Everything on the wall: answered from counts over indexes, whatever the number of cases. */
export async function wall(server: Server): Promise<Wall> {
  const { runtime, db, people } = server
  const now = runtime.clock.now()
  const [stages, clocks, due, cards, names, processes] = await Promise.all([
    stageCounts(db),
    departmentCounts(db),
    dueBy(db, dayOf(now, runtime.calendar.zone)),
    openCards(db),
    people.names(),
    processNames(server),
  ])
  const lights = noLights()
  const byStage = new Map<string, Wall['stages'][number]>()
  for (const { process, status, light, count } of stages) {
    lights[lightName(light)] += count
    const key = `${process}/${status}`
    const stage = byStage.get(key) ?? {
      process,
      processName: processes(process),
      status,
      statusName: statusOf(status).name,
      lights: noLights(),
    }
    stage.lights[lightName(light)] += count
    byStage.set(key, stage)
  }
  const byDepartment = new Map<string, Wall['departments'][number]>()
  const departmentOf = (code: string): Wall['departments'][number] => {
    const known = byDepartment.get(code)
    if (known) return known
    const fresh = { code, name: names.department(code), running: 0, stopped: 0, lights: noLights(), cards: 0 }
    byDepartment.set(code, fresh)
    return fresh
  }
  for (const { responsible, state, light, count } of clocks) {
    if (responsible === '') continue
    const department = departmentOf(responsible)
    department[state === 'stopped' ? 'stopped' : 'running'] += count
    department.lights[lightName(light)] += count
  }
  for (const { against, count } of cards) departmentOf(against).cards += count
  const countOf = (...states: string[]): number =>
    cards.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0)
  return {
    at: iso(now),
    open: Object.values(lights).reduce((sum, count) => sum + count, 0),
    lights,
    stopped: [...byDepartment.values()].reduce((sum, { stopped }) => sum + stopped, 0),
    dueToday: due,
    cards: { open: countOf('open', 'rejected'), explained: countOf('explained'), appealed: countOf('appealed') },
    stages: [...byStage.values()].toSorted((a, b) => (a.process + a.status < b.process + b.status ? -1 : 1)),
    departments: [...byDepartment.values()].toSorted(
      (a, b) => b.lights.red - a.lights.red || b.lights.yellow - a.lights.yellow || b.running - a.running,
    ),
  }
}

/** Names of the processes in the reader's language, of their latest versions. */
export async function processNames({ runtime, locale }: Server): Promise<(process: string) => string> {
  const found = new Map<string, string>()
  for (const { process, version } of await runtime.store.definitions())
    found.set(process, processName(await runtime.graph(process, version), locale))
  return (process) => found.get(process) ?? process
}

/** The clocks behind a number of the wall. */
export async function watched(server: Server, filter: WallFilter): Promise<Page<WallCase>> {
  const [{ rows, next }, names, processes] = await Promise.all([
    watchedPage(server.db, filter),
    server.people.names(),
    processNames(server),
  ])
  const items = rows.map((row) => ({
    caseId: row.case_id,
    caseNo: row.case_no,
    title: row.title,
    processName: processes(row.process),
    clockName: row.name,
    department: names.department(row.responsible),
    kind: row.kind,
    light: lightName(row.light),
    state: row.state === 'stopped' ? ('stopped' as const) : ('running' as const),
    ...(row.due_on === null ? {} : { dueOn: row.due_on }),
  }))
  return { items, ...(next === undefined ? {} : { next }) }
}
