import type { Event, Problem } from '@lianban/engine'
import { openRuntime, stoppedClock, type CaseRow, type Runtime } from '@lianban/engine/runtime'
import { memoryStore } from '@lianban/engine/store/memory'

/** Where every run begins: a Monday, a few days before the holidays of May. */
export const beginning = '2026-04-27T09:00:00+08:00'

/** DMN files by their names. */
export type DecisionFiles = Readonly<Record<string, string>>

/** A runtime with a clock of its own, and all that has happened in it, in order. */
export interface World {
  readonly runtime: Runtime
  readonly log: readonly Logged[]
  /** Not empty: the drawing was refused, and nothing runs. */
  readonly problems: readonly Problem[]
}

export interface Logged {
  readonly caseId: string
  readonly event: Event
}

export async function openWorld(models: readonly string[], decisions: DecisionFiles = {}): Promise<World> {
  const log: Logged[] = []
  const runtime = await openRuntime({
    store: memoryStore(),
    clock: stoppedClock(Date.parse(beginning)),
    onCommit: (caseId, events) => void log.push(...events.map((event) => ({ caseId, event }))),
    onError(error) {
      throw error
    },
  })
  for (const bpmn of models) {
    const deployed = await runtime.deploy({ bpmn, resources: { decisions }, by: 'conformance' })
    if (!deployed.ok) return { runtime, log, problems: deployed.problems }
  }
  return { runtime, log, problems: [] }
}

/** Every case that has begun, oldest first. */
export async function casesOf({ runtime, log }: World): Promise<CaseRow[]> {
  const ids = [...new Set(log.map(({ caseId }) => caseId))]
  const rows = await Promise.all(ids.map((id) => runtime.store.case(id)))
  return rows.filter((row) => row !== undefined)
}
