import type { Event } from '../step/event.ts'
import type { RecordedEvent } from './recorded.ts'

/**
 * One step of a case as it is kept: its events as one JSON text, and a seal over it and every step before. Whoever changes,
 * drops or inserts a step breaks the seals from there on.
 */
export interface SealedStep {
  /** Number of its first event in the case, from 1. */
  readonly seq: number
  /** Epoch milliseconds. */
  readonly at: number
  /** The events: a JSON array. The seal is over this text as it is. */
  readonly events: string
  /** SHA-256 in base64 without padding, of what `sealedText` says. */
  readonly seal: string
}

/** Digest of a text: SHA-256 in base64 without padding. An argument, because the pure part brings none. */
export type Digest = (text: string) => string

const sealedText = (before: string, caseId: string, { seq, at, events }: Omit<SealedStep, 'seal'>): string =>
  `${before}\n${caseId}\n${seq}\n${at}\n${events}`

/** The first step of a case is sealed over an empty seal. `seq` is the number of the first event. */
export function seal(
  before: string,
  caseId: string,
  { seq, at, events: all }: { readonly seq: number; readonly at: number; readonly events: readonly Event[] },
  digest: Digest,
): SealedStep {
  const events = JSON.stringify(all)
  return { seq, at, events, seal: digest(sealedText(before, caseId, { seq, at, events })) }
}

export const unsealed = ({ seq, at, events }: Omit<SealedStep, 'seal'>): RecordedEvent[] =>
  (JSON.parse(events) as Event[]).map((event, index) => ({ seq: seq + index, at, event }))

export type Verified =
  | { readonly ok: true; readonly steps: number; readonly events: number; readonly seal: string }
  | { readonly ok: false; readonly seq: number; readonly words: string }

/** Proves that a whole record is as it was written; `head` is the seal that the case itself keeps. */
export function verify(caseId: string, steps: Iterable<SealedStep>, head: string, digest: Digest): Verified {
  let before = ''
  let events = 0
  let count = 0
  for (const step of steps) {
    const { seq } = step
    if (seq !== events + 1)
      return { ok: false, seq, words: `Expected event ${events + 1} next, but the record goes on with ${seq}` }
    if (digest(sealedText(before, caseId, step)) !== step.seal)
      return { ok: false, seq, words: `The step that begins with event ${seq} is not what was sealed` }
    before = step.seal
    events += (JSON.parse(step.events) as unknown[]).length
    count++
  }
  if (before !== head)
    return { ok: false, seq: events + 1, words: 'The record ends with another seal than the case keeps' }
  return { ok: true, steps: count, events, seal: before }
}
