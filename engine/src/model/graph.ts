import type { Expression } from '../expression/expression.ts'
import type { Extension, LimitUnit } from '../time/index.ts'

/**
 * A process compiled for execution: frozen, flat, addressed by integer indexes. Node 0 is the process itself. A graph
 * never changes; every running case is pinned to the graph of its version.
 */
export interface Graph {
  readonly process: string
  readonly name: string
  /** `zeebe:versionTag`: how call activities may name this version. */
  readonly versionTag?: string
  readonly nodes: readonly Node[]
  readonly flows: readonly Flow[]
  readonly byId: ReadonlyMap<string, Node>
  readonly flowById: ReadonlyMap<string, Flow>
  /** Forms that are embedded in the process (`zeebe:userTaskForm`): id -> form-js schema as JSON text. */
  readonly forms: Readonly<Record<string, string>>
  /** Does it have joins that depend on what can still come, and events that wait for conditions? */
  readonly upstreamJoins: boolean
  readonly conditions: boolean
  /** Does it have limits whose first day may become known, or change, later? */
  readonly lateStarts: boolean
  /** Start events that the published process itself must wait for: timers, and several triggers at once. */
  readonly awaited: readonly number[]
  /** Variables that are data stores, shared by all cases. */
  readonly dataStores: readonly string[]
  /** Indexes of the tasks that call decisions. */
  readonly deciding: readonly number[]
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
  /** Data objects, properties and the like: variables that are there, without a value, once the element is entered. */
  readonly declares: readonly string[]
  readonly inputs: readonly Mapping[]
  readonly outputs: readonly Mapping[]
  readonly loop?: MultiInstance
  readonly standardLoop?: StandardLoop
  /** Tokens that the activity takes to begin and gives on each flow when it ends (default 1). */
  readonly startQuantity: number
  readonly completionQuantity: number
  /** A handler of compensation: never entered by a flow. */
  readonly compensation: boolean
  /** What undoes this activity: its compensation handler's index. */
  readonly undoneBy?: number
  /** Jobs at points of the element's life, in their order. */
  readonly listeners?: Readonly<Partial<Record<ListenerPoint, readonly JobDefinition[]>>>
  readonly limit?: LimitDefinition
  /** While it is at work the clock around it stands still. */
  readonly stop?: StopDefinition
  /** Items that the completed task tells the applicant to supplement: once for all (行政许可法第三十二条). */
  readonly notice?: Expression
  readonly card?: CardDefinition
  readonly status?: string
  /** `zeebe:properties`: kept for readers of the model, e.g. `name.en`. */
  readonly properties: Readonly<Record<string, string>>
}

/** Where `zeebe:` listeners stand: execution listeners on every element, task listeners on user tasks. */
export const executionPoints = ['start', 'end'] as const
export const taskPoints = ['creating', 'assigning', 'updating', 'completing'] as const
export type ListenerPoint = (typeof executionPoints)[number] | (typeof taskPoints)[number]

export interface Mapping {
  readonly source: Expression
  /** Path of the target variable, e.g. `['project', 'area']`. */
  readonly target: readonly string[]
  /** The element cannot begin without a value. */
  readonly needed?: boolean
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
  /** Events thrown as inner instances complete: by the first, by each, or where a condition holds. */
  readonly behaviours: readonly LoopBehaviour[]
}

export interface LoopBehaviour {
  readonly on: 'first' | 'each'
  readonly condition?: Expression
  readonly throws: Trigger
}

export interface DepartmentRow {
  readonly code: string
  readonly name: string
  readonly limit: number
  readonly unit: LimitUnit
  readonly basis: string
  readonly when?: Expression
}

/** A limit of the drawing itself, or a rule of the register; what the drawing says beside a rule wins. */
export interface LimitDefinition {
  /** Code of a rule of the register: it gives whatever the drawing leaves out. */
  readonly rule?: string
  readonly value?: Expression
  readonly unit?: Expression
  readonly kind?: LimitKind
  readonly basis?: Expression
  /** Code of the calendar. */
  readonly calendar?: string
  readonly roll?: boolean
  readonly minimum?: true
  /** The day that it counts from; while it is null the clock has not started. */
  readonly startsOn?: Expression
  /** A later `startsOn` restarts the clock. */
  readonly restarts?: true
  /** Grounds on which the clock may stop: a closed list; absent where the drawing gives none of its own. */
  readonly grounds?: readonly string[]
  /** By how many days in all, by whom (a group) and how often it may be extended. */
  readonly extension?: Extension
}

export interface StopDefinition {
  readonly ground: string
  readonly document: Expression
  readonly until?: Expression
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

/** What an event catches or throws. Names and codes are evaluated where the event waits or throws. */
export type Trigger =
  | { readonly kind: 'timer'; readonly timer: TimerDefinition }
  | { readonly kind: 'message'; readonly name: Expression; readonly correlationKey?: Expression }
  | { readonly kind: 'signal'; readonly name: Expression }
  /** Without a code: any. */
  | { readonly kind: 'error'; readonly code?: Expression }
  | { readonly kind: 'escalation'; readonly code?: Expression }
  | {
      readonly kind: 'conditional'
      readonly condition: Expression
      /** Looked at only when one of these variables is created or updated (`zeebe:conditionalFilter`). */
      readonly filter?: ConditionFilter
    }
  | { readonly kind: 'link'; readonly name: string }
  | { readonly kind: 'compensate'; readonly activity?: string }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'terminate' }

export interface ConditionFilter {
  readonly variables?: readonly string[]
  readonly on?: readonly ('create' | 'update')[]
}

export type TriggerKind = Trigger['kind']
export type TriggerOf<K extends TriggerKind> = Extract<Trigger, { kind: K }>

export interface StandardLoop {
  readonly condition?: Expression
  readonly testBefore: boolean
  readonly maximum?: number
}

export interface JobDefinition {
  readonly type: Expression
  readonly retries: Expression
  readonly headers: Readonly<Record<string, string>>
}

interface Container {
  /** Plain start events directly inside. */
  readonly starts: readonly number[]
  /** Event sub-processes directly inside. */
  readonly handlers: readonly number[]
}

export interface ProcessNode extends NodeBase, Container {
  readonly type: 'process'
}
export interface SubProcessNode extends NodeBase, Container {
  readonly type: 'subProcess'
  /** An event sub-process, and the start event that it waits for. */
  readonly triggeredBy?: number
}
export interface TransactionNode extends NodeBase, Container {
  readonly type: 'transaction'
}
export interface AdHocSubProcessNode extends NodeBase, Container {
  readonly type: 'adHocSubProcess'
  readonly sequential: boolean
  readonly completionCondition?: Expression
  readonly cancelRemaining: boolean
  /** Elements to activate; default: all that no flow leads to. */
  readonly activeElements?: Expression
  readonly entries: readonly number[]
  readonly outputCollection?: string
  readonly outputElement?: Expression
}

interface EventBase extends NodeBase {
  readonly triggers: readonly Trigger[]
  /** All triggers are needed, not any one. */
  readonly parallelMultiple: boolean
}
export interface StartEventNode extends EventBase {
  readonly type: 'startEvent'
  readonly form?: string
  /** On the start of an event sub-process. */
  readonly interrupting: boolean
}
export interface EndEventNode extends EventBase {
  readonly type: 'endEvent'
  readonly job?: JobDefinition
}
export interface BoundaryEventNode extends EventBase {
  readonly type: 'boundaryEvent'
  readonly attachedTo: number
  readonly interrupting: boolean
}
export interface CatchEventNode extends EventBase {
  readonly type: 'intermediateCatchEvent'
}
export interface ThrowEventNode extends EventBase {
  readonly type: 'intermediateThrowEvent'
  readonly job?: JobDefinition
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
  /** ISO 8601 instants. */
  readonly dueDate?: Expression
  readonly followUpDate?: Expression
}
export interface ServiceTaskNode extends NodeBase {
  readonly type: 'serviceTask'
  readonly job: JobDefinition
}
export interface ScriptTaskNode extends NodeBase {
  readonly type: 'scriptTask'
  readonly script?: Expression
  readonly resultVariable: string
  readonly job?: JobDefinition
}
export interface BusinessRuleTaskNode extends NodeBase {
  readonly type: 'businessRuleTask'
  /** One of the two. */
  readonly job?: JobDefinition
  readonly decision?: DecisionReference
}

/** `zeebe:calledDecision`. */
export interface DecisionReference {
  readonly called: Expression
  readonly binding: 'latest' | 'deployment' | 'versionTag'
  readonly versionTag?: string
  readonly resultVariable: string
}

export interface SendTaskNode extends NodeBase {
  readonly type: 'sendTask'
  readonly job?: JobDefinition
  readonly message?: TriggerOf<'message'>
}
export interface ReceiveTaskNode extends NodeBase {
  readonly type: 'receiveTask'
  readonly triggers: readonly Trigger[]
  readonly instantiate: boolean
}
export interface ManualTaskNode extends NodeBase {
  readonly type: 'manualTask'
}
export interface CallActivityNode extends NodeBase {
  readonly type: 'callActivity'
  readonly called: Expression
  readonly binding: 'latest' | 'deployment' | 'versionTag'
  readonly versionTag?: string
  readonly allIn: boolean
  readonly allOut: boolean
}
export interface ExclusiveGatewayNode extends NodeBase {
  readonly type: 'exclusiveGateway'
}
export interface ParallelGatewayNode extends NodeBase {
  readonly type: 'parallelGateway'
}
export interface InclusiveGatewayNode extends NodeBase {
  readonly type: 'inclusiveGateway'
}
export interface ComplexGatewayNode extends NodeBase {
  readonly type: 'complexGateway'
  readonly activationCondition?: Expression
}
export interface EventBasedGatewayNode extends NodeBase {
  readonly type: 'eventBasedGateway'
  /** Its events start the process; all of them are needed when it is parallel. */
  readonly instantiate: boolean
  readonly parallel: boolean
}

/** Nodes that wait for something to happen. */
export type CatchingNode = StartEventNode | BoundaryEventNode | CatchEventNode | ReceiveTaskNode

export type Node =
  | ProcessNode
  | SubProcessNode
  | TransactionNode
  | AdHocSubProcessNode
  | StartEventNode
  | EndEventNode
  | BoundaryEventNode
  | CatchEventNode
  | ThrowEventNode
  | TaskNode
  | UserTaskNode
  | ServiceTaskNode
  | ScriptTaskNode
  | BusinessRuleTaskNode
  | SendTaskNode
  | ReceiveTaskNode
  | ManualTaskNode
  | CallActivityNode
  | ExclusiveGatewayNode
  | ParallelGatewayNode
  | InclusiveGatewayNode
  | ComplexGatewayNode
  | EventBasedGatewayNode

export type ElementType = Node['type']
export type NodeOf<T extends ElementType> = Extract<Node, { type: T }>
/** What a compile function adds to the parts that every node has. */
export type Own<T extends ElementType> = Omit<NodeOf<T>, keyof NodeBase>
