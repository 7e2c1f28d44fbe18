import type { Graph } from '../model/graph.ts'
import type { RecordedEvent } from './recorded.ts'

/** One department of a joint review, read from the record. */
export interface Branch {
  readonly code: string
  readonly name: string
  readonly state: 'waiting' | 'claimed' | 'completed'
  /** What it contributed to the output collection: its opinion. */
  readonly output?: unknown
  /** Keys of the instances that belong to the branch, to find its clock. */
  readonly keys: readonly number[]
}

interface Growing {
  code: string
  name: string
  state: Branch['state']
  output?: unknown
  keys: number[]
}

/** The branches of every multi-instance activity over a table of departments, in order of distribution. */
export function branches(events: readonly RecordedEvent[], graph: Graph): Branch[] {
  const found: Growing[] = []
  const owner = new Map<number, Growing>()
  const inner = new Map<string, Growing>()
  for (const { event } of events) {
    switch (event.type) {
      case 'elementEntered': {
        const loop = graph.byId.get(event.element)?.loop
        if (loop?.departments && event.position !== undefined) {
          const branch: Growing = { code: '', name: '', state: 'waiting', keys: [event.key] }
          found.push(branch)
          owner.set(event.key, branch)
          inner.set(`${event.scope}/${event.position}`, branch)
        } else {
          const branch = owner.get(event.scope)
          if (branch) {
            owner.set(event.key, branch)
            branch.keys.push(event.key)
          }
        }
        break
      }
      case 'variablesSet': {
        const branch = owner.get(event.key)
        if (branch && branch.code === '') Object.assign(branch, departmentIn(Object.values(event.variables)))
        break
      }
      case 'taskClaimed':
      case 'taskReleased': {
        const branch = owner.get(event.key)
        if (branch) branch.state = event.type === 'taskClaimed' ? 'claimed' : 'waiting'
        break
      }
      case 'loopOutput': {
        const branch = inner.get(`${event.key}/${event.position}`)
        if (branch) branch.output = event.value
        break
      }
      case 'elementCompleted': {
        const branch = owner.get(event.key)
        if (branch && branch.keys[0] === event.key) branch.state = 'completed'
        break
      }
      default:
    }
  }
  return found
}

function departmentIn(values: readonly unknown[]): { code: string; name: string } | undefined {
  for (const value of values) {
    const { code, name } = (value ?? {}) as { code?: unknown; name?: unknown }
    if (typeof code === 'string' && typeof name === 'string') return { code, name }
  }
  return undefined
}
