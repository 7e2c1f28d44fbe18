import type { Graph } from '../../model/graph.ts'
import type { Problem } from '../../model/problem.ts'
import type { Surroundings } from '../variables/usage.ts'
import { fixFor, type Fix } from './fixes.ts'
import { checkSoundness, type Fault, type FaultCode } from './soundness.ts'
import type { Bounds, Deed } from './search.ts'

/** A problem of how the drawing runs: with the shortest way to it, and a change that is certain to remove it. */
export interface RunProblem extends Problem {
  readonly way?: readonly Deed[]
  readonly edit?: Fix
}

const words: Readonly<Record<FaultCode, (name: string) => [words: string, fix: string]>> = {
  deadlock: (name) => [
    `Cases stand still at ${name}: it waits for a token that cannot come any more`,
    'Let the join be of the kind of its split',
  ],
  'not-synchronised': (name) => [
    `${name} is done twice: two branches that run at the same time meet without a join`,
    'Join the branches by a parallel or inclusive gateway',
  ],
  'token-growth': (name) => [
    `Each round through ${name} adds a token: the work grows without end`,
    'Join the branches before the flow goes back',
  ],
  'end-twice': (name) => [
    `End ${name} is reached more than once in one case`,
    'Join the branches before it, or give each its own end',
  ],
  'no-way-out': (name) => [
    `There are values for which no flow after ${name} can be taken`,
    'Complete the conditions, or draw a default flow',
  ],
  'endless-loop': (name) => [
    `A case that comes back to ${name} turns for ever: nothing in the round waits or changes anything`,
    'Put a step into the round that changes what its conditions read',
  ],
  'never-ends': (name) => [`From ${name} on no end can be reached any more`, 'Draw a way to an end'],
  'dead-element': (name) => [`No case can ever reach ${name}`, 'Connect it to a way that can be taken, or delete it'],
}

const certain = new Set<FaultCode>(['deadlock', 'token-growth', 'endless-loop', 'never-ends'])

/** Faults of a compiled process as problems, most severe first, and whether everything was looked at. */
export function runProblems(
  graph: Graph,
  around?: Surroundings,
  bounds?: Bounds,
): { problems: readonly RunProblem[]; decided: boolean } {
  const check = (candidate: Graph) => checkSoundness(candidate, bounds, around)
  const soundness = check(graph)
  const problems = soundness.faults.map((fault) => problemOf(graph, fault, fixFor(graph, fault, soundness, check)))
  const errorsFirst = problems.toSorted((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error'))
  return { problems: errorsFirst, decided: soundness.decided }
}

function problemOf(graph: Graph, { code, element, way }: Fault, edit: Fix | undefined): RunProblem {
  const node = graph.byId.get(element)!
  const name = node.name ? `${node.name} (${element})` : element
  const [said, fix] = words[code](name)
  return {
    code,
    severity: certain.has(code) ? 'error' : 'warning',
    element,
    words: said,
    fix,
    ...(way.length > 0 ? { way } : {}),
    ...(edit ? { edit } : {}),
  }
}
