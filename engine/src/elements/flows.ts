import { type Run, Trouble } from './behaviour.ts'
import type { Flow, Node } from '../model/graph.ts'
import type { Instance } from '../step/state.ts'

/** Does the condition of the flow hold? A flow without one always does. */
export function holds(run: Run, instance: Instance, flow: Flow): boolean {
  if (!flow.condition) return true
  const value = run.evaluate(flow.condition, instance)
  if (typeof value === 'boolean') return value
  throw new Trouble(
    'condition-not-boolean',
    `Expected the condition of flow ${flow.name ?? flow.id} to be true or false, but «${flow.condition.source}» is ${JSON.stringify(value)}`,
  )
}

export const outgoing = (run: Run, node: Node): Flow[] => node.outgoing.map((index) => run.graph.flows[index]!)

export const defaultFlow = (run: Run, node: Node): Flow | undefined =>
  node.defaultFlow === undefined ? undefined : run.graph.flows[node.defaultFlow]

/** Uncontrolled and conditional flows of an activity (BPMN 2.0.2, 8.3.13): all that hold; the default when none does. */
export function conditionalSplit(run: Run, instance: Instance, node: Node): readonly Flow[] {
  const fallback = defaultFlow(run, node)
  const all = outgoing(run, node).filter((flow) => flow !== fallback)
  const taken = all.filter((flow) => holds(run, instance, flow))
  if (taken.length > 0 || (all.length === 0 && !fallback)) return taken
  if (fallback) return [fallback]
  throw noFlow(node)
}

export const noFlow = (node: Node): Trouble =>
  new Trouble(
    'no-flow',
    `Expected a condition after ${node.name || node.id} to hold, but none does and there is no default flow`,
  )
