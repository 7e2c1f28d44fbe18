import type { EventOf } from '../step/event.ts'
import { applyClock, createClock, dayOf, type ClockEvent, type ClockState } from '../time/index.ts'
import { elementsOf, presentTerms } from './presentTerms.ts'
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
  const elements = elementsOf(events)
  const found = new Map<number, RecordedClock>()
  const stop = (key: number, at: number): void => {
    const running = found.get(key)
    if (running)
      found.set(key, { ...running, clock: applyClock(running.clock, { kind: 'complete', on: dayOf(at, zone) }) })
  }
  for (const { event, at } of presentTerms(events)) {
    if (event.type === 'clockStarted') {
      const { key, n, unit, kind, name, basis, on } = event
      const clock = applyClock(createClock({ n, unit, kind, name, basis }), { kind: 'start', on })
      found.set(key, { key, element: elements.get(key) ?? '', clock })
    } else if (event.type === 'clockStopped' || event.type === 'clockResumed' || event.type === 'clockExtended') {
      const known = found.get(event.key)
      if (known) found.set(event.key, { ...known, clock: applyClock(known.clock, moveOf(event)) })
    } else if (event.type === 'caseRestarted') {
      for (const { key, element, clock } of event.instances) if (clock) bringBack(found, { key, element, clock })
    } else if (event.type === 'elementCompleted' || event.type === 'elementTerminated') stop(event.key, at)
  }
  return [...found.values()]
}

/** A clock that runs on after a restart is the one that the restart has ended, under another key. */
function bringBack(found: Map<number, RecordedClock>, again: RecordedClock): void {
  const same = [...found.values()].findLast(
    ({ element, clock }) => element === again.element && clock.startedOn === again.clock.startedOn,
  )
  if (same) found.delete(same.key)
  found.set(again.key, again)
}
