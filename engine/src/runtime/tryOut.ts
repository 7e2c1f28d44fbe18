import type { Command } from '../step/command.ts'
import type { State } from '../step/state.ts'
import { step, type Accepted } from '../step/step.ts'
import type { Store } from '../store/port.ts'
import type { Variables } from '../expression/expression.ts'
import type { Graph } from '../model/graph.ts'
import type { StepMoment } from '../elements/behaviour.ts'
import type { Counting } from './almanacs.ts'
import { earliest, versionFor } from './cases.ts'
import type { Definitions } from './definitions.ts'
import type { Refusal } from './options.ts'

/** What a command would do to a case as it stands now. */
export type TriedOut = { readonly before: State; readonly version: number } & (
  Accepted | { readonly rejection: Refusal }
)

interface Needs {
  readonly store: Store
  readonly definitions: Definitions
  readonly counting: Counting
  readonly at: number
  readonly storedData: (names: readonly string[]) => Promise<Variables>
}

/** Timers of one case that are fired before it: as many as the runtime fires at once. */
const mostTimers = 1_000

/** The step that a command would be, with nothing written and nobody told; what is due in the case comes first, as it does there. */
export async function tryOut(needs: Needs, caseId: string, command: Command): Promise<TriedOut | undefined> {
  const row = await needs.store.case(caseId)
  if (!row) return undefined
  const { process } = row
  const momentOf = async (state: State, version: number): Promise<StepMoment & { graph: Graph }> => {
    const graph = await needs.definitions.graph(process, version)
    const data = graph.dataStores.length > 0 ? { data: await needs.storedData(graph.dataStores) } : {}
    const decisions =
      graph.deciding.length > 0
        ? { decisions: await needs.definitions.decisions.source(graph, { process, version }) }
        : {}
    const former = version === state.version ? {} : { former: await needs.definitions.graph(process, state.version) }
    return { at: needs.at, ...needs.counting, graph, ...data, ...decisions, ...former }
  }
  let before = row.state
  for (let count = 0; count < mostTimers && before.status === 'active'; count++) {
    const due = earliest(before, needs.at)
    if (!due) break
    const { graph, ...moment } = await momentOf(before, before.version)
    const fired = step(graph, before, { type: 'fireTimer', ...due }, { ...moment, at: due.due })
    if ('rejection' in fired) break
    before = fired.state
  }
  const version = versionFor(before, command)
  if (!(await needs.definitions.exists(process, version))) {
    const words = `Process ${process} is not published in version ${version}`
    return { before, version, rejection: { code: 'no-such-process', words, remedy: 'Choose one of its versions' } }
  }
  const { graph, ...moment } = await momentOf(before, version)
  return { before, version, ...step(graph, before, command, moment) }
}
