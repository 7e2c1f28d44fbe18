import type { Expression, Json, Moment, Variables } from '../expression/expression.ts'
import type { ElementType, Flow, Graph, Node, NodeOf } from '../model/graph.ts'
import type { Effect } from '../step/effect.ts'
import type { Event } from '../step/event.ts'
import type { Instance, State } from '../step/state.ts'

/**
 * What one BPMN element does. Behaviours decide and `emit`; they never write state. Each method may throw `Trouble`: the
 * element then stops with an incident and a retry calls the same method again, so check first and emit after.
 */
export interface Behaviour<T extends ElementType> {
  /** A token has come by this flow. Default: enter at once. Joins park it and enter when they are complete. */
  arrive?(run: Run, node: NodeOf<T>, flow: Flow, scope: Instance): void
  /** The instance is there: do the work and `leave`, or create what it waits for and return. */
  enter(run: Run, instance: Instance, node: NodeOf<T>): void
  /** Its own timer fired (not a boundary event's). */
  timerFired?(run: Run, instance: Instance, node: NodeOf<T>): void
  /** Flows to take on leaving. Default: those whose condition holds, else the default flow. */
  choose?(run: Run, instance: Instance, node: NodeOf<T>): readonly Flow[]
}

/** The abilities a behaviour has during one step. */
export interface Run {
  readonly graph: Graph
  readonly state: Readonly<State>
  readonly moment: Moment
  emit(event: Event): void
  effect(effect: Effect): void
  /** Value of the expression in the scopes of the instance. */
  evaluate(expression: Expression, instance: Instance): Json
  /** Sets variables where they are declared, else at the process. */
  propagate(from: Instance, variables: Variables, by?: string): void
  /** Enters an element inside the scope; `tokens` is how many of the scope's tokens the entry consumes. */
  enter(node: Node, scope: Instance, tokens: number, position?: number): void
  /** The work of the instance is done: output mappings, completion, outgoing flows. */
  leave(instance: Instance): void
  /** Ends the instance and everything inside it without leaving by a flow. */
  terminate(instance: Instance): void
  /** The live instances directly inside. */
  inside(scope: Instance): Instance[]
}

/** Expected trouble inside an element: becomes an incident that names the cause and can be retried. */
export class Trouble extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
