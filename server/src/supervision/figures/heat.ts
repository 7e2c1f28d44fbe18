import { endOfDay } from '@lianban/engine'
import { elementName, processName } from '../../cases/modelNames.ts'
import type { Heat, Spread } from '../../contract/index.ts'
import type { Server } from '../../context.ts'
import { notFound } from '../../problem.ts'
import { endedTimes } from './heatReadModel.ts'

const hour = 3_600_000

/** Where the time goes on the drawing of the latest version: of the user tasks that ended from one day to another. */
export async function heat(server: Server, process: string, from: string, to: string): Promise<Heat> {
  const { db, runtime, locale } = server
  const definition = (await runtime.store.definitions()).find((each) => each.process === process)
  if (!definition) throw notFound('process', process)
  const { zone } = runtime.calendar
  const [graph, times] = await Promise.all([
    runtime.graph(process, definition.version),
    endedTimes(db, process, endOfDay(from, zone) - 24 * hour, endOfDay(to, zone)),
  ])
  const byElement = new Map<string, typeof times>()
  for (const row of times) {
    const rows = byElement.get(row.element)
    if (rows) rows.push(row)
    else byElement.set(row.element, [row])
  }
  const steps = [...byElement].map(([element, rows]) => ({
    element,
    name: elementName(graph, element, locale),
    count: rows.length,
    waiting: spreadOf(rows.map(({ waiting }) => Number(waiting))),
    working: spreadOf(rows.map(({ working }) => Number(working))),
    excluded: spreadOf(rows.map(({ excluded }) => Number(excluded))),
  }))
  return {
    process,
    name: processName(graph, locale),
    version: definition.version,
    bpmn: definition.bpmn,
    steps: steps.toSorted((a, b) => b.waiting.median + b.working.median - a.waiting.median - a.working.median),
  }
}

function spreadOf(milliseconds: readonly number[]): Spread {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]! / hour) * 10) / 10
  return { median: at(0.5), p90: at(0.9) }
}
