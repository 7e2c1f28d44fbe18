import type { Variables } from '../expression/expression.ts'
import type { ListenerPoint } from '../model/graph.ts'
import type { TaskChanges, TaskVerb } from './command.ts'
import type { ClockState } from '../time/index.ts'
import type { Json } from '../expression/expression.ts'

/**
 * A running case: only what is alive. Size and cost follow the live instances, never the model and never the history.
 * Values are treated as immutable; only `step/evolve.ts` writes, and only to its own copy.
 */
export interface State {
  case: string
  process: string
  version: number
  status: 'active' | 'completed' | 'terminated'
  /** Not a case: a published process that waits for its own start events. Its root owns their timers and subscriptions. */
  standing?: true
  /** Code of the case's business status (approval/status.ts). */
  businessStatus?: string
  /** The call activity that started this case. */
  parent?: { case: string; key: number }
  /** Key of the next instance. Keys are unique within the case and grow. */
  nextKey: number
  /** Number of events recorded so far. */
  seq: number
  /** Instant of the last event, epoch milliseconds. Never decreases. */
  at: number
  /** What applicants were told to supplement, by the task that told them first. */
  notices?: Readonly<Record<string, readonly string[]>>
  /** By key, in order of activation. Key 1 is the process itself. */
  instances: Map<number, Instance>
}

export interface Instance {
  key: number
  /** Id of the element in the model. */
  element: string
  /** Key of the enclosing instance; 0 for the process. */
  scope: number
  /** Instances and tokens directly inside; a container with none left is done. */
  live: number
  variables?: Variables
  /** Tokens waiting at joins of this container: gateway -> flow -> how many. */
  parked?: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** Set on the body of a multi-instance activity. */
  loop?: LoopState
  /** Set on an inner instance of a multi-instance activity: position of its item, from 0. */
  position?: number
  clock?: ClockState
  /** The clock that stands still while this instance is at work, and the notice of the stop. */
  holds?: { readonly clock: number; readonly document: string }
  task?: TaskState
  job?: JobState
  timers?: readonly TimerState[]
  subscriptions?: readonly SubscriptionState[]
  /** Of a parallel multiple event: the triggers that have come already, by element. */
  seen?: Readonly<Record<string, readonly number[]>>
  /** Of a container: what has completed inside and can be undone, oldest first. */
  compensable?: readonly CompensationRecord[]
  /** Of a compensation throw: what is still to be undone. */
  undoing?: readonly CompensationRecord[]
  /** Of a compensation handler at work: key of the throw that waits for it. */
  undoes?: number
  /** Of a container: complex gateways that wait for their reset, with the flows whose tokens they have consumed. */
  resetting?: Readonly<Record<string, readonly string[]>>
  /** Of a call activity: id of the called case. */
  called?: string
  incident?: IncidentState
  listening?: ListeningState
}

/** Listeners at one point of the instance's life: how many have begun, and what waits for them. */
export interface ListeningState {
  on: ListenerPoint
  next: number
  verb?: TaskVerb
  /** Of a process: where its case begins once they are done. */
  begins?: readonly { element: string; happened: boolean }[]
  corrections?: TaskChanges
}

/** Waits for a message, a signal or a condition, for an event on the instance's border, inside it, behind it or itself. */
export interface SubscriptionState {
  element: string
  /** Position among the event's triggers. */
  trigger: number
  kind: 'message' | 'signal' | 'conditional'
  name: string
  correlationKey?: string
  /** Of a condition: did it hold when it was last looked at? */
  holds?: boolean
}

export interface CompensationRecord {
  element: string
  /** The activity or event sub-process that undoes it. */
  handler?: string
  /** Of a sub-process or multi-instance activity: what completed inside. */
  inner?: readonly CompensationRecord[]
  /** Variables of its scope as they were when it completed. */
  variables?: Variables
}

export interface LoopState {
  items: readonly Json[]
  /** Inner instances started so far. */
  started: number
  completed: number
  terminated: number
  outputs?: readonly Json[]
}

export interface TaskState {
  revision: number
  assignee?: string
  groups: readonly string[]
  users: readonly string[]
  form?: string
  priority: number
  dueDate?: string
  followUpDate?: string
}

export interface JobState {
  type: string
  retries: number
  headers: Readonly<Record<string, string>>
  listener?: ListenerPoint
}

export interface TimerState {
  /** The event that fires: a boundary event of this instance, or the instance's own element. */
  element: string
  /** Position among the event's triggers; 0 when absent. */
  trigger?: number
  /** Epoch milliseconds. */
  due: number
  /** Of a deadline: when it was armed, epoch milliseconds; `today` is that day whenever it is derived again. */
  armedAt?: number
  /** A repeating interval: its ISO 8601 text, the instant it was armed and how often it has fired. */
  cycle?: { text: string; armedAt: number; fired: number }
}

export interface IncidentState {
  code: string
  message: string
  at: number
  /** What a retry does again. */
  phase: 'entering' | 'active' | 'leaving'
}

export const rootKey = 1

/** The instant of a timer that has none for the time being: the last one that a date can hold. */
export const never = 8_640_000_000_000_000

/** How stores list a state: what stands for a published process is not among its cases. */
export const listedStatus = (state: State): State['status'] | 'standing' => (state.standing ? 'standing' : state.status)

/** Saved form: one JSON text. */
export const encodeState = (state: State): string =>
  JSON.stringify({ ...state, instances: [...state.instances.values()] })

export const decodeState = (saved: string): State => {
  const parsed = JSON.parse(saved) as Omit<State, 'instances'> & { instances: Instance[] }
  return { ...parsed, instances: new Map(parsed.instances.map((instance) => [instance.key, instance])) }
}

/** A copy that `evolve` may write to. */
export function copyState(state: State): State {
  const instances = new Map<number, Instance>()
  for (const [key, instance] of state.instances) instances.set(key, { ...instance })
  return { ...state, instances }
}
