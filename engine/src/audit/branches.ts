import type { Graph } from '../model/graph.ts'
import type { EventOf } from '../step/event.ts'
import { presentTerms } from './presentTerms.ts'
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
  /** Number of the event that completed it. */
  completedBy?: number
}

/** The branches of every multi-instance activity over a table of departments, in order of distribution. */
export function branches(events: readonly RecordedEvent[], graph: Graph): Branch[] {
  let found: Growing[] = []
  const owner = new Map<number, Growing>()
  const inner = new Map<string, Growing>()
  for (const { seq, event } of presentTerms(events)) {
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
      case 'taskUpdated': {
        const branch = owner.get(event.key)
        const { assignee } = event.changes
        if (branch && assignee !== undefined) branch.state = assignee === null ? 'waiting' : 'claimed'
        break
      }
      case 'loopOutput': {
        const branch = inner.get(`${event.key}/${event.position}`)
        if (branch) branch.output = event.value
        break
      }
      case 'elementCompleted': {
        const branch = owner.get(event.key)
        if (branch && branch.keys[0] === event.key) Object.assign(branch, { state: 'completed', completedBy: seq })
        break
      }
      case 'caseRestarted':
        found = found.filter(({ completedBy = Number.POSITIVE_INFINITY }) => completedBy <= event.seq)
        found.push(...restored(event, graph, owner, inner))
        break
      default:
    }
  }
  return found.map(({ completedBy: _, ...branch }) => branch)
}

/** The branches that live again after a restart; those that had completed before its point stay what they were. */
function restored(
  { instances }: EventOf<'caseRestarted'>,
  graph: Graph,
  owner: Map<number, Growing>,
  inner: Map<string, Growing>,
): Growing[] {
  const again: Growing[] = []
  for (const { key, element, scope, position, variables = {}, task } of instances) {
    const isBranch = graph.byId.get(element)?.loop?.departments && position !== undefined
    const around = owner.get(scope)
    const branch = isBranch ? { code: '', name: '', state: 'waiting' as const, keys: [] } : around
    if (!branch) continue
    owner.set(key, branch)
    branch.keys.push(key)
    if (task?.assignee !== undefined) branch.state = 'claimed'
    if (!isBranch) continue
    Object.assign(branch, departmentIn(Object.values(variables)))
    inner.set(`${scope}/${position}`, branch)
    again.push(branch)
  }
  return again
}

function departmentIn(values: readonly unknown[]): { code: string; name: string } | undefined {
  for (const value of values) {
    const { code, name } = (value ?? {}) as { code?: unknown; name?: unknown }
    if (typeof code === 'string' && typeof name === 'string') return { code, name }
  }
  return undefined
}
