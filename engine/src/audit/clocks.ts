import type { EventOf } from '../step/event.ts'
import type { State } from '../step/state.ts'
import { applyClock, createClock, dayOf, type ClockEvent, type ClockState } from '../time/index.ts'
import type { RecordedEvent } from './recorded.ts'

/** A legal clock of the case, running or over. */
export interface RecordedClock {
  readonly key: number
  readonly element: string
  readonly clock: ClockState
}

type Moved = EventOf<'clockStopped'> | EventOf<'clockResumed'> | EventOf<'clockExtended'>

function moveOf(event: Moved): ClockEvent {
  if (event.type === 'clockStopped')
    return { kind: 'stop', on: event.on, ground: event.ground, document: event.document }
  if (event.type === 'clockResumed') return { kind: 'resume', on: event.on, document: event.document }
  return { kind: 'extend', n: event.n }
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
        const { key, n, unit, kind, name, basis, on } = event
        const element = this.#elements.get(key) ?? this.#before?.instances.get(key)?.element ?? ''
        const clock = applyClock(createClock({ n, unit, kind, name, basis }), { kind: 'start', on })
        return this.#set({ key, element, clock })
      }
      case 'clockStopped':
      case 'clockResumed':
      case 'clockExtended':
        return this.#move(event.key, moveOf(event))
      case 'elementCompleted':
      case 'elementTerminated':
        return this.#move(event.key, { kind: 'complete', on: dayOf(at, this.#zone) })
      default:
    }
  }

  #move(key: number, event: ClockEvent): void {
    const known = this.found.get(key) ?? this.#known(key)
    if (known) this.#set({ ...known, clock: applyClock(known.clock, event) })
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
