import type { Event } from '../step/event.ts'

/** An event with its place in the record of its case: `seq` from 1, `at` in epoch milliseconds. */
export interface RecordedEvent {
  readonly seq: number
  readonly at: number
  readonly event: Event
}
