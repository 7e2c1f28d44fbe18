import { seal } from '../../audit/chain.ts'
import type { StepMoment } from '../../elements/behaviour.ts'
import type { Event } from '../../step/event.ts'
import type { State } from '../../step/state.ts'
import { digest } from '../../store/digest.ts'
import type { CaseChange, CaseRow, RecordedEvent, Transaction } from '../../store/port.ts'
import { none } from './lazy.ts'
import { Rows } from './rows.ts'
import { taskId } from './taskRows.ts'

interface Known {
  readonly businessKey: string
  readonly startedAt: number
}

/** The rows that the events of one step change: the same for every store. Only tasks that change are read. */
export async function changeOf(
  transaction: Transaction,
  before: CaseRow | undefined,
  known: Known,
  after: State,
  events: readonly Event[],
  moment: StepMoment,
): Promise<CaseChange> {
  const rows = new Rows(before?.state, after, moment)
  for (const key of before ? changedTasks(events, before.state) : none) {
    const id = taskId(after.case, key)
    const row = await transaction.loadTask(id)
    if (!row) throw new Error(`Expected task ${id} in the store`)
    rows.tasks.know(row)
  }
  for (const event of events) rows.follow(event)
  const { at } = after
  return {
    created: before === undefined,
    businessKey: known.businessKey,
    startedAt: known.startedAt,
    endedAt: after.status === 'active' ? null : at,
    state: after,
    step: seal(before?.seal ?? '', after.case, { seq: after.seq - events.length + 1, at, events }, digest),
    ...rows.result(),
  }
}

/** The same events as the record numbers them. */
export function recorded(after: State, events: readonly Event[]): RecordedEvent[] {
  const first = after.seq - events.length + 1
  return events.map((event, index) => ({ seq: first + index, at: after.at, event }))
}

/** Keys of the tasks that were open before and that these events may change. */
function changedTasks(events: readonly Event[], { instances }: State): Iterable<number> {
  let keys: number[] | undefined
  for (const event of events) {
    switch (event.type) {
      case 'taskClaimed':
      case 'taskReleased':
      case 'taskUpdated':
      case 'taskCompleted':
      case 'taskFormChanged':
      case 'elementTerminated':
        if (instances.get(event.key)?.task) (keys ??= []).push(event.key)
        break
      case 'clockStarted':
      case 'clockStopped':
      case 'clockResumed':
      case 'clockExtended':
      case 'clockRestarted':
      case 'dueDerived':
      case 'caseMigrated':
        // Whichever stand under the clock, or at an element that has another id now.
        for (const { key, task } of instances.values()) if (task) (keys ??= []).push(key)
        break
      default:
    }
  }
  return keys === undefined || keys.length === 1 ? (keys ?? none) : new Set(keys)
}
