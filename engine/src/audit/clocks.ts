import { startedClock } from '../step/apply.ts'
import type { EventOf } from '../step/event.ts'
import type { State } from '../step/state.ts'
import { applyClock, createClock, dayOf, isFine, type ClockEvent, type ClockState } from '../time/index.ts'
import type { RecordedEvent } from './recorded.ts'

/** A legal clock of the case, running or over. */
export interface RecordedClock {
  readonly key: number
  readonly element: string
  readonly clock: ClockState
}

type Moved = EventOf<'clockStopped' | 'clockResumed' | 'clockExtended' | 'clockRestarted'>

function moveOf(event: Moved): ClockEvent {
  switch (event.type) {
    case 'clockStopped': {
      const { type: _, key: __, element: ___, within: ____, ...stop } = event
      return { kind: 'stop', ...stop }
    }
    case 'clockResumed': {
      const { on, at, document } = event
      return { kind: 'resume', on, document, ...(at === undefined ? {} : { at }) }
    }
    case 'clockExtended':
      return { kind: 'extend', n: event.n }
    case 'clockRestarted': {
      const { on, at } = event
      return { kind: 'restart', on, ...(at === undefined ? {} : { at }) }
    }
  }
}

/** Every clock that the case has started, in order; the end of its activity completes a clock. */
export function clocks(events: readonly RecordedEvent[], zone: string): RecordedClock[] {
  const ledger = new Ledger(zone)
  for (const event of events) ledger.follow(event)
  return [...ledger.found.values()]
}

/**
 * The clocks that one step has started, moved or completed, as they stand after it; none of the others. `before` is the
 * state that the step began with, absent for the first.
 */
export function clocksTouched(
  before: State | undefined,
  events: readonly RecordedEvent[],
  zone: string,
): RecordedClock[] {
  const ledger = new Ledger(zone, before)
  for (const event of events) ledger.follow(event)
  return [...ledger.touched].map((key) => ledger.found.get(key)!)
}

class Ledger {
  readonly found = new Map<number, RecordedClock>()
  readonly touched = new Set<number>()
  readonly #zone: string
  readonly #before: State | undefined
  readonly #elements = new Map<number, string>()

  constructor(zone: string, before?: State) {
    this.#zone = zone
    this.#before = before
  }

  follow({ event, at }: RecordedEvent): void {
    switch (event.type) {
      case 'elementEntered':
        this.#elements.set(event.key, event.element)
        return
      case 'clockStarted': {
        const { key } = event
        const element = this.#elements.get(key) ?? this.#before?.instances.get(key)?.element ?? ''
        return this.#set({ key, element, clock: startedClock(event) })
      }
      case 'clockAwaited': {
        const { key, element, n, unit, kind, name, basis } = event
        return this.#set({ key, element, clock: createClock({ n, unit, kind, name, basis }) })
      }
      case 'clockStopped':
      case 'clockResumed':
      case 'clockExtended':
      case 'clockRestarted':
        return this.#move(event.key, (clock) => applyClock(clock, moveOf(event)))
      case 'dueDerived':
        return this.#move(event.key, (clock) => ({ ...clock, revision: event.revision }))
      case 'elementCompleted':
      case 'elementTerminated': {
        const on = dayOf(at, this.#zone)
        return this.#move(event.key, (clock) =>
          applyClock(clock, { kind: 'complete', on, ...(isFine(clock.limit.unit) ? { at } : {}) }),
        )
      }
      default:
    }
  }

  #move(key: number, change: (clock: ClockState) => ClockState): void {
    const known = this.found.get(key) ?? this.#known(key)
    if (known) this.#set({ ...known, clock: change(known.clock) })
  }

  #known(key: number): RecordedClock | undefined {
    const instance = this.#before?.instances.get(key)
    return instance?.clock && { key, element: instance.element, clock: instance.clock }
  }

  #set(recorded: RecordedClock): void {
    this.found.set(recorded.key, recorded)
    this.touched.add(recorded.key)
  }
}
