import type { Event } from '../step/event.ts'
import type { Graph } from '../model/graph.ts'
import type { Line } from './timeline.ts'

/** What people have corrected by hand, as lines of the readable history. */
export function corrected(event: Event, graph: Graph): Line | undefined {
  const name = (element: string): string => graph.byId.get(element)?.name || element
  switch (event.type) {
    case 'caseSuspended':
      return { code: 'case.suspended', by: event.by, detail: { reason: event.reason } }
    case 'caseResumed':
      return { code: 'case.resumed', by: event.by, detail: event.reason === undefined ? {} : { reason: event.reason } }
    case 'commandHeld':
      return { code: 'command.held', detail: { what: event.command.type } }
    case 'heldRefused':
      return { code: 'command.dropped', detail: { what: event.command.type, message: event.words } }
    case 'caseModified': {
      const began = event.instructions.flatMap((one) => (one.do === 'activate' ? [name(one.element)] : []))
      return { code: 'case.modified', by: event.by, detail: { reason: event.reason, began: began.join(', ') } }
    }
    case 'caseRestarted':
      return { code: 'case.restarted', by: event.by, detail: { reason: event.reason, seq: String(event.seq) } }
    case 'caseMigrated': {
      const { from, version, reason, by } = event
      return { code: 'case.migrated', by, detail: { fromVersion: String(from), toVersion: String(version), reason } }
    }
    case 'variablesSet': {
      // What a step of the process sets is no correction; what somebody sets with a reason is.
      const { variables, by, reason } = event
      if (reason === undefined) return undefined
      return { code: 'variables.corrected', by, detail: { reason, names: Object.keys(variables).join(', ') } }
    }
    case 'taskFormChanged':
      return { code: 'task.form.changed', element: event.element }
    default:
      return undefined
  }
}
