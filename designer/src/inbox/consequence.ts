import type { TaskPreview, TimelineEntry } from '@lianban/server/contract'

/** One thing that completing a task will do. */
export interface Consequence {
  kind: 'document' | 'status' | 'task' | 'withdrawn' | 'clock' | 'job' | 'card' | 'incident' | 'ends' | 'waits'
  entry?: TimelineEntry
  /** Departments or people concerned, each once. */
  groups: readonly string[]
}

const kinds: Readonly<Record<string, Consequence['kind']>> = {
  'document.issued': 'document',
  'status.changed': 'status',
  'task.created': 'task',
  'task.cancelled': 'withdrawn',
  'clock.started': 'clock',
  'job.created': 'job',
  'card.raised': 'card',
  'incident.raised': 'incident',
}

/**
 * What an officer weighs before confirming: the same step for several departments is one line, of the states on the way
 * only the last counts, and of the clocks those that bind the whole case.
 */
export function consequencesOf({ entries, ends }: TaskPreview): Consequence[] {
  const found = new Map<string, Consequence>()
  for (const entry of entries) {
    const kind = kinds[entry.code]
    if (!kind || (kind === 'clock' && entry.detail['kind'] !== 'statutory')) continue
    const place = kind === 'status' ? kind : `${kind} ${entry.element} ${entry.detail['title'] ?? ''}`
    const groups = [...(found.get(place)?.groups ?? []), ...(entry.detail['groups'] ? [entry.detail['groups']] : [])]
    if (kind === 'status') found.delete(place)
    found.set(place, { kind, entry, groups: [...new Set(groups)] })
  }
  const leads = [...found.values()].some(({ kind }) => kind === 'task' || kind === 'job' || kind === 'incident')
  if (ends) found.set('ends', { kind: 'ends', groups: [] })
  else if (!leads) found.set('waits', { kind: 'waits', groups: [] })
  return [...found.values()]
}
