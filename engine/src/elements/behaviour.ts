import type { DecisionSource } from '../decision/source.ts'
import type { Expression, Json, Moment, Variables } from '../expression/expression.ts'
import type { ConditionFilter, ElementType, Flow, Graph, Node, NodeOf } from '../model/graph.ts'
import type { Effect } from '../step/effect.ts'
import type { Event } from '../step/event.ts'
import type { CompensationRecord, IncidentState, Instance, State, SubscriptionState } from '../step/state.ts'

/**
 * What one BPMN element does. Behaviours decide and `emit`; they never write state. Each method may throw `Trouble`: the
 * element then stops with an incident and a retry calls the same method again, so check first and emit after.
 */
export interface Behaviour<T extends ElementType> {
  /** A token has come by this flow. Default: enter at once. Joins park it and enter when they are complete. */
  arrive?(run: Run, node: NodeOf<T>, flow: Flow, scope: Instance): void
  /** The instance is there: do the work and `leave`, or create what it waits for and return. */
  enter(run: Run, instance: Instance, node: NodeOf<T>): void
  /** Of a container: an element directly inside is done, and nothing follows it. Is the container done? Default: when it is empty. */
  innerDone?(run: Run, instance: Instance, node: NodeOf<T>, element: string): boolean
  /** Flows to take on leaving. Default: those whose condition holds, else the default flow. */
  choose?(run: Run, instance: Instance, node: NodeOf<T>): readonly Flow[]
}

/** A moment for a step: time, calendar, the values of the data stores that its graph names, and the decisions that it calls. */
export interface StepMoment extends Moment {
  readonly data?: Variables
  readonly decisions?: DecisionSource
}

/** The abilities a behaviour has during one step. */
export interface Run {
  readonly graph: Graph
  readonly state: Readonly<State>
  readonly moment: StepMoment
  emit(event: Event): void
  effect(effect: Effect): void
  /** Value of the expression in the scopes of the instance; `at`: as if it were evaluated then. */
  evaluate(expression: Expression, instance: Instance, at?: number): Json
  /** Sets variables where they are declared, else at the process. */
  propagate(from: Instance, variables: Variables, by?: string): void
  enter(node: Node, scope: Instance, how: Entry): Instance | undefined
  /** The work of the instance is done: output mappings, completion, outgoing flows. */
  leave(instance: Instance): void
  /** Ends the instance and everything inside it without leaving by a flow. */
  terminate(instance: Instance): void
  /** The live instances directly inside. */
  inside(scope: Instance): Instance[]
  /** Ends everything inside the scope but the survivors; tokens on their way are gone. */
  interrupt(scope: Instance, ...survivors: Instance[]): void
  node(instance: Instance): Node
  /** Hands results to the instance and leaves it. */
  deliver(instance: Instance, variables: Variables, by?: string): void
  /** Does this after the tokens that travel already. */
  later(work: () => void): void
  alive(instance: Instance): boolean
  /** Is the condition to be looked at now? With a filter: when it begins to wait, and when what it names has changed. */
  regards(owner: Instance, waiting: SubscriptionState, filter: ConditionFilter): boolean
  /** Leaves the scope when nothing lives in it any more. */
  settle(scope: Instance): void
  /** Raises an incident on the instance that a retry enters again. */
  incident(instance: Instance, phase: IncidentState['phase'], trouble: Trouble): void
}

/** How an element is entered. */
export interface Entry {
  /** Tokens of the scope that the entry consumes: 0 when it is placed, not reached. */
  readonly tokens: number
  /** Position of the item of a multi-instance or loop. */
  readonly position?: number
  /** Variables of its own from the start. */
  readonly local?: Variables
  /** What it waits for has happened already. */
  readonly happened?: boolean
  /** The compensation throw that waits for this handler, and what it may undo in turn. */
  readonly undoes?: { readonly thrower: number; readonly inner: readonly CompensationRecord[] }
}

/** Expected trouble inside an element: becomes an incident that names the cause and can be retried. */
export class Trouble extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
