import { claimTask } from '../approval/claim.ts'
import { completeTask } from '../approval/complete.ts'
import { releaseTask } from '../approval/release.ts'
import { updateTask } from '../approval/update.ts'
import type { StepMoment } from '../elements/behaviour.ts'
import type { Graph } from '../model/graph.ts'
import type { Command, Rejection } from './command.ts'
import type { Effect } from './effect.ts'
import type { Event } from './event.ts'
import { deriveDueDays } from './calendarCommands.ts'
import { extendClock, resumeClock, stopClock } from './clockCommands.ts'
import { reject, type Handler } from './handler.ts'
import { cancel, resolveIncident, setVariables } from './lifecycleCommands.ts'
import { stand, start } from './startCommands.ts'
import { StepRun } from './run.ts'
import { copyState, type State } from './state.ts'
import { completeCall, completeJob, failCall, failJob, fireTimer, throwCode, trigger } from './triggerCommands.ts'

const handlers: { readonly [T in Command['type']]: Handler<T> } = {
  start,
  stand,
  claimTask,
  releaseTask,
  completeTask,
  updateTask,
  stopClock,
  resumeClock,
  extendClock,
  deriveDueDays,
  completeJob,
  failJob,
  fireTimer,
  trigger,
  throw: throwCode,
  completeCall,
  failCall,
  setVariables,
  resolveIncident,
  // The step looks at conditions by itself, whatever the command.
  reconsider: () => undefined,
  cancel,
}

export interface Accepted {
  readonly events: readonly Event[]
  readonly effects: readonly Effect[]
  /** The fold of `events` over the given state, so that nobody needs to fold again. */
  readonly state: State
}
export interface Rejected {
  readonly rejection: Rejection
}
export type StepResult = Accepted | Rejected

/**
 * The engine: what a command does to a case at a moment. Pure: the given state is not changed, and the same arguments give
 * the same answer. Trouble inside the process (a failing expression, a gateway without a way out) is accepted and recorded
 * as an incident on its element; a rejection means that nothing happened.
 */
export function step(graph: Graph, state: State, command: Command, moment: StepMoment): StepResult {
  const first = command.type === 'start' || command.type === 'stand'
  if (first ? state.seq > 0 : state.status !== 'active' || state.seq === 0) {
    return { rejection: over(state, command) }
  }
  const run = new StepRun(graph, copyState(state), { ...moment, at: Math.max(moment.at, state.at) })
  const rejection = (handlers[command.type] as Handler<Command['type']>)(run, command)
  if (rejection) return { rejection }
  run.drain()
  return { events: run.events, effects: run.effects, state: run.state }
}

function over(state: State, command: Command): Rejection {
  if (command.type === 'start' || command.type === 'stand')
    return reject('case-over', `Case ${state.case} has already started`, 'Start another case')
  return reject('case-over', `Case ${state.case} is ${state.status}`, 'Nothing more can be done in it')
}
