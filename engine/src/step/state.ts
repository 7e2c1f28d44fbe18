import type { Variables } from '../expression/expression.ts'
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
  /** Code of the case's business status (approval/status.ts). */
  businessStatus?: string
  /** Key of the next instance. Keys are unique within the case and grow. */
  nextKey: number
  /** Number of events recorded so far. */
  seq: number
  /** Instant of the last event, epoch milliseconds. Never decreases. */
  at: number
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
  task?: TaskState
  job?: JobState
  timers?: readonly TimerState[]
  incident?: IncidentState
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
}

export interface JobState {
  type: string
  retries: number
  headers: Readonly<Record<string, string>>
}

export interface TimerState {
  /** The event that fires: a boundary event of this instance, or the instance's own element. */
  element: string
  /** Epoch milliseconds. */
  due: number
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
