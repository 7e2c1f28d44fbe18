import type { Graph, Node } from '../../model/graph.ts'
import type { Variables } from '../../expression/expression.ts'
import { emptyState } from '../../step/apply.ts'
import type { Command } from '../../step/command.ts'
import type { Event } from '../../step/event.ts'
import type { Instance, State } from '../../step/state.ts'
import { step } from '../../step/step.ts'
import { china } from '../../time/index.ts'
import type { Deed } from './search.ts'

export interface PlayedWay {
  readonly state: State
  readonly events: readonly Event[]
  /** The deed that could not be done, when one could not. */
  readonly stuckAt?: Deed
}

/**
 * Plays a way with its values on the engine, from the start: what a counterexample says must really happen. `given`: what
 * the process needs besides, and no condition asks for.
 */
export function playWay(graph: Graph, way: readonly Deed[], given: Variables = {}, at = 0): PlayedWay {
  let state = emptyState()
  const events: Event[] = []
  const give = (command: Command): boolean => {
    const result = step(graph, state, command, { at: Math.max(at, state.at), calendar: china })
    if ('rejection' in result) return false
    ;({ state } = result)
    events.push(...result.events)
    return true
  }
  const deeds = way.filter((deed) => deed.do === 'start' || !runsByItself(graph.byId.get(deed.element)!))
  for (const [index, deed] of deeds.entries()) {
    const asked = Object.assign({}, ...since(way, deed, deeds[index + 1])) as Variables
    const variables = index === 0 ? { ...given, ...asked } : asked
    if (!done(graph, deed, variables, () => state, give)) return { state, events, stuckAt: deed }
  }
  return { state, events }
}

/** Values that this deed and what runs by itself after it ask for. */
function since(way: readonly Deed[], deed: Deed, next: Deed | undefined): Variables[] {
  const from = way.indexOf(deed)
  const to = next ? way.indexOf(next) : way.length
  return way.slice(from, to).map(({ variables }) => variables)
}

export const runsByItself = (node: Node): boolean =>
  node.type === 'task' ||
  node.type === 'manualTask' ||
  ((node.type === 'scriptTask' || node.type === 'businessRuleTask' || node.type === 'sendTask') &&
    node.job === undefined)

function done(
  graph: Graph,
  deed: Deed,
  variables: Variables,
  now: () => State,
  give: (command: Command) => boolean,
): boolean {
  if (deed.do === 'start') {
    const start: Command = { type: 'start', case: 'play', version: 1, variables }
    return give({ ...start, ...(deed.element === '' ? {} : { element: deed.element }) })
  }
  if (Object.keys(variables).length > 0) give({ type: 'setVariables', variables })
  const commands = [...now().instances.values()].flatMap((instance) => commandsFor(instance, deed, graph))
  return commands.map(give).some((accepted) => accepted)
}

function commandsFor(instance: Instance, deed: Deed, graph: Graph): Command[] {
  const { key, element } = instance
  if (deed.do === 'happen') {
    const timer = instance.timers?.find((waiting) => waiting.element === deed.element)
    const waiting = instance.subscriptions?.find((subscription) => subscription.element === deed.element)
    if (timer) return [{ type: 'fireTimer', key, element: deed.element, due: timer.due }]
    return waiting ? [{ type: 'trigger', key, element: deed.element, trigger: waiting.trigger }] : []
  }
  if (element !== deed.element) return []
  if (deed.do === 'error') {
    const can = instance.job !== undefined || instance.called !== undefined
    return can ? [{ type: 'throw', key, kind: 'error', code: deed.code ?? '' }] : []
  }
  if (instance.task) return [{ type: 'completeTask', key, by: 'play' }]
  if (instance.job) return [{ type: 'completeJob', key }]
  const calls = graph.byId.get(element)!.type === 'callActivity' && instance.called !== undefined
  return calls ? [{ type: 'completeCall', key, variables: {} }] : []
}
