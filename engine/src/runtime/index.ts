/** The durable runtime: embeds the engine in a Node program. */
export { openRuntime, type Runtime } from './runtime.ts'
export { isMovable, offsetClock, stoppedClock, systemClock, type Clock, type MovableClock } from './clock.ts'
export type { AlmanacChange, AlmanacChanged, Counting, Derivation } from './almanacs.ts'
export type {
  ActivatedJob,
  Activation,
  Committing,
  Duty,
  Job,
  JobHand,
  JobHandler,
  Message,
  Meter,
  Outcome,
  Refusal,
  Retention,
  RuntimeOptions,
  StartOptions,
} from './options.ts'
export type { TriedOut } from './tryOut.ts'
export type { Letter } from './outbox.ts'
export { timeOrderedId } from './ids.ts'
export { digest } from '../store/digest.ts'
export type { RecordedDecision } from './explainDecision.ts'
export type { Deployed, Deployment } from './definitions.ts'
export type {
  CaseRow,
  Definition,
  EndedCase,
  OutboxRow,
  RecordedEvent,
  RecordPage,
  SealedStep,
  Store,
  TaskCursor,
  TaskRow,
  Transaction,
} from '../store/port.ts'
