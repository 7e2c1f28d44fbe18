import { compile } from '../model/compile/index.ts'
import { runProblems, type RunProblem } from './soundness/problems.ts'

/**
 * Everything that can be said of a drawing before it is published: what the standard and the engine ask for and, when that
 * is in order, how its cases would run.
 */
export async function checkDrawing(xml: string): Promise<{ problems: readonly RunProblem[]; decided: boolean }> {
  const compiled = await compile(xml)
  if (!compiled.ok) return { problems: compiled.problems, decided: true }
  const runs = compiled.graphs.map((graph) => runProblems(graph))
  return {
    problems: [...compiled.problems, ...runs.flatMap(({ problems }) => problems)],
    decided: runs.every(({ decided }) => decided),
  }
}
