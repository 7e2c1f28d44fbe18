import type { Expression } from '../expression/expression.ts'

/**
 * A process compiled for execution: frozen, flat, addressed by integer indexes. Node 0 is the process itself. A graph
 * never changes; every running case is pinned to the graph of its version.
 */
export interface Graph {
  readonly process: string
  readonly name: string
  readonly nodes: readonly Node[]
  readonly flows: readonly Flow[]
  readonly byId: ReadonlyMap<string, Node>
  readonly flowById: ReadonlyMap<string, Flow>
}

export interface Flow {
  readonly index: number
  readonly id: string
  readonly name?: string
  readonly source: number
  readonly target: number
  readonly condition?: Expression
}

interface NodeBase {
  readonly index: number
  readonly id: string
  readonly name: string
  /** Index of the container; -1 for the process. */
  readonly parent: number
  readonly incoming: readonly number[]
  readonly outgoing: readonly number[]
  readonly defaultFlow?: number
  /** Boundary events attached to this activity. */
  readonly boundaries: readonly number[]
  readonly inputs: readonly Mapping[]
  readonly outputs: readonly Mapping[]
  readonly loop?: MultiInstance
  readonly limit?: LimitDefinition
  readonly card?: CardDefinition
  readonly status?: string
  /** `zeebe:properties`: kept for readers of the model, e.g. `name.en`. */
  readonly properties: Readonly<Record<string, string>>
}

export interface Mapping {
  readonly source: Expression
  /** Path of the target variable, e.g. `['project', 'area']`. */
  readonly target: readonly string[]
}

export interface MultiInstance {
  readonly sequential: boolean
  /** Gives the items, or, with `cardinality`, their number. */
  readonly collection?: Expression
  readonly cardinality?: Expression
  readonly departments?: readonly DepartmentRow[]
  readonly inputElement?: string
  readonly outputCollection?: string
  readonly outputElement?: Expression
  readonly completionCondition?: Expression
}

export interface DepartmentRow {
  readonly code: string
  readonly name: string
  readonly limit: number
  readonly unit: 'wd' | 'cd'
  readonly basis: string
  readonly when?: Expression
}

export interface LimitDefinition {
  readonly value: Expression
  readonly unit: Expression
  readonly kind: LimitKind
  readonly basis: Expression
  readonly startsOn?: Expression
}

export const limitKinds = ['statutory', 'promised', 'step', 'department'] as const
export type LimitKind = (typeof limitKinds)[number]

export const cardColours = ['blue', 'yellow', 'red'] as const
export type CardColour = (typeof cardColours)[number]

export interface CardDefinition {
  readonly colour: CardColour
  readonly rule: string
  readonly against: Expression
}

/** Exactly one of the four kinds of timer. */
export interface TimerDefinition {
  readonly kind: 'date' | 'duration' | 'cycle' | 'deadline'
  readonly value: Expression
}

export interface JobDefinition {
  readonly type: Expression
  readonly retries: Expression
  readonly headers: Readonly<Record<string, string>>
}

export interface ProcessNode extends NodeBase {
  readonly type: 'process'
  readonly starts: readonly number[]
}
export interface SubProcessNode extends NodeBase {
  readonly type: 'subProcess'
  readonly starts: readonly number[]
}
export interface StartEventNode extends NodeBase {
  readonly type: 'startEvent'
  readonly form?: string
}
export interface EndEventNode extends NodeBase {
  readonly type: 'endEvent'
}
export interface BoundaryEventNode extends NodeBase {
  readonly type: 'boundaryEvent'
  readonly attachedTo: number
  readonly interrupting: boolean
  readonly timer: TimerDefinition
}
export interface CatchEventNode extends NodeBase {
  readonly type: 'intermediateCatchEvent'
  readonly timer: TimerDefinition
}
export interface TaskNode extends NodeBase {
  readonly type: 'task'
}
export interface UserTaskNode extends NodeBase {
  readonly type: 'userTask'
  readonly form?: string
  readonly assignee?: Expression
  readonly candidateGroups?: Expression
  readonly candidateUsers?: Expression
  readonly priority?: Expression
}
export interface ServiceTaskNode extends NodeBase {
  readonly type: 'serviceTask'
  readonly job: JobDefinition
}
export interface ScriptTaskNode extends NodeBase {
  readonly type: 'scriptTask'
  readonly script: Expression
  readonly resultVariable: string
}
export interface ExclusiveGatewayNode extends NodeBase {
  readonly type: 'exclusiveGateway'
}
export interface ParallelGatewayNode extends NodeBase {
  readonly type: 'parallelGateway'
}

export type Node =
  | ProcessNode
  | SubProcessNode
  | StartEventNode
  | EndEventNode
  | BoundaryEventNode
  | CatchEventNode
  | TaskNode
  | UserTaskNode
  | ServiceTaskNode
  | ScriptTaskNode
  | ExclusiveGatewayNode
  | ParallelGatewayNode

export type ElementType = Node['type']
export type NodeOf<T extends ElementType> = Extract<Node, { type: T }>
/** What a compile function adds to the parts that every node has. */
export type Own<T extends ElementType> = Omit<NodeOf<T>, keyof NodeBase>
