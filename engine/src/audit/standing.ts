import { rootKey } from '../step/state.ts'
import { presentTerms } from './presentTerms.ts'
import type { RecordedEvent } from './recorded.ts'

/** Where a case stands on its drawing, read from its record. */
export interface Standing {
  readonly active: readonly { readonly element: string; readonly count: number }[]
  /** Elements that have completed at least once. */
  readonly completed: readonly string[]
  readonly flows: readonly string[]
  /** Elements that stand with an incident. */
  readonly incidents: readonly string[]
}

export function standing(events: readonly RecordedEvent[]): Standing {
  const alive = new Map<number, string>()
  const completed = new Set<string>()
  const flows = new Set<string>()
  const incidents = new Map<number, string>()
  let over = false
  for (const { event } of presentTerms(events)) {
    switch (event.type) {
      case 'elementEntered':
        alive.set(event.key, event.element)
        break
      case 'loopStarted':
        // Its inner instances stand for it.
        if (event.items.length > 0) alive.delete(event.key)
        break
      case 'elementCompleted':
        completed.add(event.element)
        alive.delete(event.key)
        break
      case 'elementTerminated':
        alive.delete(event.key)
        incidents.delete(event.key)
        break
      case 'caseRestarted':
        for (const { key, element, loop, incident } of event.instances) {
          if (key !== rootKey && !(loop && loop.items.length > 0)) alive.set(key, element)
          if (incident) incidents.set(key, element)
        }
        break
      case 'flowTaken':
        flows.add(event.flow)
        break
      case 'incidentRaised':
        incidents.set(event.key, event.element)
        break
      case 'incidentResolved':
        incidents.delete(event.key)
        break
      case 'caseCompleted':
      case 'caseTerminated':
        over = true
        break
      default:
    }
  }
  const counts = new Map<string, number>()
  if (!over) for (const element of alive.values()) counts.set(element, (counts.get(element) ?? 0) + 1)
  return {
    active: [...counts].map(([element, count]) => ({ element, count })),
    completed: [...completed],
    flows: [...flows],
    incidents: [...new Set(incidents.values())],
  }
}
