import type { FeelKind } from '../expression/values/value.ts'
import { compile } from '../model/compile/index.ts'
import { runProblems, type RunProblem } from './soundness/problems.ts'
import { variableKinds } from './variables/kinds.ts'
import { unsetVariables } from './variables/unset.ts'
import { variableUses, type Surroundings, type VariableUse } from './variables/usage.ts'

export interface CheckedDrawing {
  readonly problems: readonly RunProblem[]
  readonly decided: boolean
  /** What each element reads and sets; undefined for a drawing that cannot be compiled. */
  readonly variables: readonly VariableUse[] | undefined
  /** Kinds of variables, by their dotted paths, where they can be told. */
  readonly kinds: ReadonlyMap<string, FeelKind>
}

/**
 * Everything that can be said of a drawing before it is published: what the standard and the engine ask for and, when that
 * is in order, how its cases would run.
 */
export async function checkDrawing(xml: string, around: Surroundings = { forms: {} }): Promise<CheckedDrawing> {
  const compiled = await compile(xml)
  if (!compiled.ok) return { problems: compiled.problems, decided: true, variables: undefined, kinds: new Map() }
  const runs = compiled.graphs.map((graph) => runProblems(graph, around))
  return {
    problems: [
      ...compiled.problems,
      ...runs.flatMap(({ problems }) => problems),
      ...compiled.graphs.flatMap((graph) => unsetVariables(graph, around)),
    ],
    variables: compiled.graphs.flatMap((graph) => variableUses(graph, around)),
    kinds: new Map(compiled.graphs.flatMap((graph) => [...variableKinds(graph, around)])),
    decided: runs.every(({ decided }) => decided),
  }
}
