import { dayOf } from '@lianban/engine'
import type { Committing, Runtime, Transaction } from '@lianban/engine/runtime'
import { halfDaysAfter } from './instant.ts'
import { watchTask } from './watch.ts'

/**
 * Begins the watch on tasks that a step has made, released or given to somebody else. A claim writes nothing: the next look
 * finds it, so that what runs smoothly costs one row a task, and none where no post has a deputy.
 */
export const projectHandover =
  (runtime: () => Runtime) =>
  async (transaction: Transaction, { caseId, state, events }: Committing): Promise<void> => {
    const since = new Map<number, number>()
    for (const { at, event } of events) {
      if (event.type === 'taskCreated' || event.type === 'taskReleased') since.set(event.key, at)
      else if (event.type === 'taskUpdated' && event.changes.assignee !== undefined) since.set(event.key, at)
    }
    const { calendar } = runtime()
    const { zone } = calendar
    for (const [key, at] of since) {
      const task = state.instances.get(key)?.task
      if (!task) continue
      const { assignee, groups, users } = task
      const people = assignee === undefined ? users : [...users, assignee]
      // The rule may allow more time: then the first look is too early, and says when to look again.
      const look = halfDaysAfter(calendar, at, 1)
      watchTask(transaction, { caseId, key, groups, people }, at, look, dayOf(at, zone))
    }
  }
