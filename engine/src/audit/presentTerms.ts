import type { Event } from '../step/event.ts'
import type { RecordedEvent } from './recorded.ts'

/**
 * The record in the ids of the version on which the case runs now: what happened before a migration is told with the elements
 * that have taken its place. The record itself stays as it was written.
 */
export function presentTerms(events: readonly RecordedEvent[]): readonly RecordedEvent[] {
  if (!events.some(({ event }) => event.type === 'caseMigrated')) return events
  const told: RecordedEvent[] = []
  let rename: ReadonlyMap<string, string> = new Map()
  for (const recorded of events.toReversed()) {
    const { event } = recorded
    told.push(rename.size === 0 ? recorded : { ...recorded, event: renamed(event, rename) })
    if (event.type === 'caseMigrated') rename = before(event, rename)
  }
  return told.reverse()
}

/** The migration first, then whatever came after it. */
function before(
  { elements, flows }: Extract<Event, { type: 'caseMigrated' }>,
  after: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const all = new Map(after)
  for (const [from, to] of [...Object.entries(elements), ...Object.entries(flows)]) all.set(from, after.get(to) ?? to)
  return all
}

function renamed(event: Event, rename: ReadonlyMap<string, string>): Event {
  const to = (id: string): string => rename.get(id) ?? id
  if (event.type === 'caseRestarted') {
    const instances = event.instances.map((instance) => ({ ...instance, element: to(instance.element) }))
    return { ...event, instances }
  }
  return {
    ...event,
    ...('element' in event ? { element: to(event.element) } : {}),
    ...('flow' in event ? { flow: to(event.flow) } : {}),
    ...('gateway' in event ? { gateway: to(event.gateway) } : {}),
  } as Event
}

/** The element of every instance that has ever lived, by its key. */
export function elementsOf(events: readonly RecordedEvent[]): Map<number, string> {
  const elements = new Map<number, string>()
  for (const { event } of presentTerms(events)) {
    if (event.type === 'elementEntered') elements.set(event.key, event.element)
    else if (event.type === 'caseRestarted') for (const { key, element } of event.instances) elements.set(key, element)
  }
  return elements
}
