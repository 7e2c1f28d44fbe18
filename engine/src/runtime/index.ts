/** The durable runtime: embeds the engine in a Node program. */
export { openRuntime, type Runtime } from './runtime.ts'
export { isMovable, offsetClock, stoppedClock, systemClock, type Clock, type MovableClock } from './clock.ts'
export type { Committing, Job, JobHandler, Message, Outcome, Refusal, RuntimeOptions, StartOptions } from './options.ts'
export type { Deployed, Deployment } from './definitions.ts'
export type { CaseRow, Definition, RecordedEvent, Store, TaskCursor, TaskRow, Transaction } from '../store/port.ts'
