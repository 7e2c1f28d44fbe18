import { isDeepStrictEqual } from 'node:util'
import type { Case, Expected, Outcome } from './case.ts'
import { casesOf, type Logged, type World } from './world.ts'

/** What differs from what was expected. */
export interface Difference {
  readonly what: string
  readonly expected: unknown
  readonly actual: unknown
}

export interface Observed {
  readonly outcome: Outcome
  readonly marks: readonly string[]
  readonly variables: Readonly<Record<string, unknown>>
  /** Words of problems and incidents: they explain an outcome that nobody expected. */
  readonly because: readonly string[]
}

export async function observe(world: World, marks: Case['marks'] = {}): Promise<Observed> {
  const cases = await casesOf(world)
  const incidents = cases.flatMap(({ state }) => [...state.instances.values()].flatMap((i) => i.incident ?? []))
  const statuses = new Set(cases.map(({ state }) => state.status))
  return {
    outcome: outcomeOf(world, incidents.length > 0, statuses),
    marks: marked(world.log, marks),
    variables: cases[0]?.state.instances.get(1)?.variables ?? {},
    because: [
      ...world.problems.map(({ code, element = '-', words }) => `${code} at ${element}: ${words}`),
      ...incidents.map(({ code, message }) => `${code}: ${message}`),
    ],
  }
}

function outcomeOf({ problems }: World, hasIncident: boolean, statuses: ReadonlySet<string>): Outcome {
  if (problems.length > 0) return 'refused'
  if (hasIncident) return 'failed'
  if (statuses.has('active')) return 'waiting'
  return statuses.has('terminated') ? 'terminated' : 'completed'
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
  const outcome = expected.outcome ?? (observed.outcome === 'refused' ? 'deployed' : undefined)
  if (outcome !== undefined && !isOutcome(outcome, observed.outcome))
    found.push({ what: 'outcome', expected: outcome, actual: observed.outcome })
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

const isOutcome = (expected: string, actual: Outcome): boolean =>
  expected === 'refused-or-failed' ? actual === 'refused' || actual === 'failed' : expected === actual
