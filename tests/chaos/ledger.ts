import type { Ask } from './protocol.ts'

/** What the simulator knows of a command that it has sent. */
export interface Entry {
  /** Occurs in the record of the case exactly as often as the command was done there. */
  readonly marker: string
  readonly caseId: string
  readonly ask: Ask
  /** Id in the table of requests; null for commands of workers, which are not repeated. */
  readonly request: string | null
  /** `sent`: no answer yet, or none any more; then it may have been done or not. */
  state: 'sent' | 'done' | 'refused'
  /** An answer was missed once. */
  doubted?: true
}

/** Everything that was asked and answered, kept by somebody who does not see the database. */
export class Ledger {
  readonly entries: Entry[] = []
  readonly published = new Map<string, { correlationKey: string; state: 'sent' | 'done' }>()
  readonly letters = new Map<string, number>()
  /** Cases whose start was asked for. */
  readonly cases = new Set<string>()
  repeated = 0
  lost = 0

  add(entry: Omit<Entry, 'state'>): Entry {
    const kept: Entry = { ...entry, state: 'sent' }
    this.entries.push(kept)
    return kept
  }

  received(letter: string): void {
    this.letters.set(letter, (this.letters.get(letter) ?? 0) + 1)
  }

  count(state: Entry['state']): number {
    return this.entries.filter((entry) => entry.state === state).length
  }
}
