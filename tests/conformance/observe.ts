import { isDeepStrictEqual } from 'node:util'
import type { CaseRow } from '@lianban/engine/runtime'
import type { Case, Expected, Outcome } from './case.ts'
import { casesOf, type Logged, type World } from './world.ts'

/** What differs from what was expected. */
export interface Difference {
  readonly what: string
  readonly expected: unknown
  readonly actual: unknown
}

export interface Observed {
  /** Every outcome that may be said of the run: a case ended by a terminate end event has completed too. */
  readonly outcomes: readonly Outcome[]
  readonly marks: readonly string[]
  readonly variables: Readonly<Record<string, unknown>>
  /** Words of problems and incidents: they explain an outcome that nobody expected. */
  readonly because: readonly string[]
}

export async function observe(world: World, marks: Case['marks'] = {}): Promise<Observed> {
  const cases = await casesOf(world)
  const incidents = cases.flatMap(({ state }) => [...state.instances.values()].flatMap((i) => i.incident ?? []))
  return {
    outcomes: await outcomesOf(world, cases, new Set(incidents.map(({ code }) => code))),
    marks: marked(world.log, marks),
    variables: cases[0]?.state.instances.get(1)?.variables ?? {},
    because: [
      ...world.problems.map(({ code, element = '-', words }) => `${code} at ${element}: ${words}`),
      ...incidents.map(({ code, message }) => `${code}: ${message}`),
    ],
  }
}

async function outcomesOf(
  world: World,
  cases: readonly CaseRow[],
  incidents: ReadonlySet<string>,
): Promise<readonly Outcome[]> {
  if (world.problems.length > 0) return ['refused', 'refused-or-failed']
  if (incidents.has('error-uncaught')) return ['uncaught-error', 'failed', 'refused-or-failed']
  if (incidents.size > 0) return ['failed', 'refused-or-failed']
  if (cases.some(({ state }) => state.status === 'active')) return ['waiting']
  return (await wasTerminated(world, cases)) ? ['completed', 'terminated'] : ['completed']
}

/** Has a case been cancelled, or ended by a terminate end event of the process itself? */
async function wasTerminated({ runtime, log }: World, cases: readonly CaseRow[]): Promise<boolean> {
  for (const { id, process, version, state } of cases) {
    if (state.status === 'terminated') return true
    const graph = await runtime.graph(process, version)
    const terminates = ({ caseId, event }: Logged): boolean => {
      const node = caseId === id && event.type === 'elementCompleted' ? graph.byId.get(event.element) : undefined
      return node?.type === 'endEvent' && node.parent === 0 && node.triggers.some(({ kind }) => kind === 'terminate')
    }
    if (log.some(terminates)) return true
  }
  return false
}

/** The body of a multi-instance activity holds its instances and is not one of them. */
function marked(log: readonly Logged[], marks: Readonly<Record<string, string>>): string[] {
  const bodies = new Set(
    log.filter(({ event }) => event.type === 'loopStarted').map(({ caseId, event }) => `${caseId}.${keyOf(event)}`),
  )
  return log.flatMap(({ caseId, event }) => {
    if (event.type !== 'elementCompleted' || bodies.has(`${caseId}.${event.key}`)) return []
    return marks[event.element] ?? []
  })
}

const keyOf = (event: Logged['event']): number => ('key' in event ? event.key : 0)

export function differences(expected: Expected, observed: Observed): Difference[] {
  const found: Difference[] = []
  const { outcomes } = observed
  if (expected.outcome !== undefined && !outcomes.includes(expected.outcome))
    found.push({ what: 'outcome', expected: expected.outcome, actual: outcomes[0] })
  if (expected.outcome === undefined && outcomes.includes('refused'))
    found.push({ what: 'outcome', expected: 'deployed', actual: 'refused' })
  const marks = observed.marks
  if (expected.marks && !isDeepStrictEqual(expected.marks.toSorted(), marks.toSorted()))
    found.push({ what: 'marks', expected: expected.marks.toSorted(), actual: marks.toSorted() })
  if (expected.trace && !isDeepStrictEqual(expected.trace, marks))
    found.push({ what: 'trace', expected: expected.trace, actual: marks })
  for (const [name, value] of Object.entries(expected.variables ?? {})) {
    const actual = observed.variables[name]
    if (!isDeepStrictEqual(value, actual)) found.push({ what: `variable ${name}`, expected: value, actual })
  }
  return found
}
