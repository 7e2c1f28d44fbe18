import type { Instance, State } from '../../step/state.ts'
import type { Known } from './memory.ts'

/** What the search remembers beside the state of the case. */
export interface Marking {
  readonly state: State
  /** Non-interrupting events that have happened to a living host, `key/event`: once is enough. */
  readonly spent: ReadonlySet<string>
  /** End events that a living scope has reached, `key/event`. */
  readonly ended: ReadonlySet<string>
  /** Answers about the data that still hold. */
  readonly known: Known
}

/** Two markings with the same text go on alike: keys, instants and the order of siblings do not count. */
export function canonical({ state, spent, ended, known }: Marking): string {
  const inside = new Map<number, Instance[]>()
  for (const instance of state.instances.values()) {
    const siblings = inside.get(instance.scope)
    if (siblings) siblings.push(instance)
    else inside.set(instance.scope, [instance])
  }
  const used = new Map<number, string[]>()
  for (const entry of [...spent, ...ended]) {
    const [key, event] = entry.split('/') as [string, string]
    used.set(Number(key), [...(used.get(Number(key)) ?? []), event])
  }
  const text = (instance: Instance): string => {
    const { element, job, timers, subscriptions, seen, parked, resetting, undoing, compensable, incident, loop } =
      instance
    const marks = [
      job && 'job',
      loop && 'loop',
      timers?.map((timer) => timer.element).toSorted(),
      subscriptions?.map((waiting) => `${waiting.element}.${waiting.trigger}`).toSorted(),
      seen && JSON.stringify(seen),
      parked && sorted(parked),
      resetting && sorted(resetting),
      undoing?.map((record) => record.handler ?? record.element),
      compensable?.map((record) => record.element),
      incident?.code,
      used.get(instance.key)?.toSorted(),
    ]
    const children = (inside.get(instance.key) ?? []).map(text).toSorted()
    return `${element}[${marks.map((mark) => mark ?? '').join(';')}](${children.join()})`
  }
  const roots = (inside.get(0) ?? []).map(text)
  const answers = [...known].map(([question, answer]) => `${question}=${answer}`).toSorted()
  return `${state.status}|${roots.join()}|${answers.join()}`
}

const sorted = (record: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)))
