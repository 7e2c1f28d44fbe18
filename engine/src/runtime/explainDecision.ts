import type { DecisionExplanation } from '../decision/explain.ts'
import { explainDecision as explain } from '../decision/explain.ts'
import { callable } from '../decision/source.ts'
import type { EventOf } from '../step/event.ts'
import { replay } from '../step/apply.ts'
import { visibleVariables } from '../step/scope.ts'
import type { Store } from '../store/port.ts'
import type { Counting } from './almanacs.ts'
import type { Decisions } from './decisions.ts'

export interface RecordedDecision extends DecisionExplanation {
  readonly decision: string
  readonly name: string
  /** The publication that was asked. */
  readonly process: string
  readonly version: number
}

/**
 * Explains a decision of the record: asked again as it was then, with the variables of that moment. Undefined when there is
 * none at this place. Values of data stores are those of no case and not kept; a decision that read one is told without it.
 */
export async function explainDecision(
  store: Store,
  decisions: Decisions,
  counting: Counting,
  caseId: string,
  seq: number,
): Promise<RecordedDecision | undefined> {
  const events = await store.events(caseId)
  const at = events.findIndex((recorded) => recorded.seq === seq && recorded.event.type === 'decisionMade')
  if (at < 0) return undefined
  const event = events[at]!.event as EventOf<'decisionMade'>
  const { decision, name, process, version } = event
  const { model } = await decisions.of({ process, version })
  const element = callable(model, decision)
  const state = replay(events.slice(0, at))
  const instance = state.instances.get(event.key)
  if (!element || !instance) return undefined
  const variables = visibleVariables(state, instance)
  const known = (one: string): unknown => (Object.hasOwn(variables, one) ? variables[one] : undefined)
  const moment = { at: events[at]!.at, ...counting }
  return { decision, name, process, version, ...explain(element, known, moment) }
}
