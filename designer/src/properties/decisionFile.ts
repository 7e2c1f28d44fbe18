import type { Bundle } from '@lianban/server/contract'

export interface DecisionChoice {
  readonly id: string
  readonly label: string
  /** The file that holds it. */
  readonly file: string
}

/** The compiler of decisions is fetched when a task is looked at that makes one. */
const compiler = () => import('@lianban/engine/decision')

/** What a task can call, of all files of the draft. */
export async function decisionsOf({ decisions }: Bundle): Promise<DecisionChoice[]> {
  const { callables, compileDecisions } = await compiler()
  const found = await Promise.all(
    Object.entries(decisions).map(async ([file, xml]) => {
      const { model } = await compileDecisions([xml])
      return callables(model).map(({ id, label }) => ({ id, label, file }))
    }),
  )
  return found.flat()
}

/** What makes a file unusable, in the words of the deployment check; none: it can be taken. */
export async function troubleOf(xml: string): Promise<string[]> {
  const { compileDecisions } = await compiler()
  const { problems } = await compileDecisions([xml])
  return problems.filter(({ severity }) => severity === 'error').map(({ words }) => words)
}
