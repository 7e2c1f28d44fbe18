/** Folds over the record of a case that people read. */
export { branches, type Branch } from './branches.ts'
export { clocks, type RecordedClock } from './clocks.ts'
export type { RecordedEvent } from './recorded.ts'
export { standing, type Standing } from './standing.ts'
export { timeline, type TimelineEntry } from './timeline.ts'
