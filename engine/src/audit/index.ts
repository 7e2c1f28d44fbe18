/** Folds over the record of a case that people read, and the proof that the record is whole. */
export { branches, type Branch } from './branches.ts'
export { seal, unsealed, verify, type Digest, type SealedStep, type Verified } from './chain.ts'
export { clocks, clocksTouched, type RecordedClock } from './clocks.ts'
export { reasons, type Reason } from './reasons.ts'
export type { RecordedEvent } from './recorded.ts'
export { standing, type Standing } from './standing.ts'
export { timeline, type TimelineEntry } from './timeline.ts'
