import type { StepMoment } from '../../elements/behaviour.ts'
import type { TaskChanges } from '../../step/command.ts'
import type { EventOf } from '../../step/event.ts'
import { limitEnd } from '../../step/scope.ts'
import type { State } from '../../step/state.ts'
import type { CaseChange, TaskRow } from '../../store/port.ts'
import { parseInstant } from '../../time/index.ts'
import { valuesOf } from './lazy.ts'

export const taskId = (caseId: string, key: number): string => `${caseId}.${key}`

/** The tasks that a step makes and changes. */
export class TaskRows {
  readonly #before: State | undefined
  readonly #after: State
  readonly #moment: StepMoment
  /** Tasks as they were before. */
  #known: Map<number, TaskRow> | undefined
  #changed: Map<number, { before: TaskRow | undefined; after: TaskRow }> | undefined

  constructor(before: State | undefined, after: State, moment: StepMoment) {
    this.#before = before
    this.#after = after
    this.#moment = moment
  }

  get rows(): CaseChange['tasks'] {
    return valuesOf(this.#changed)
  }

  know(task: TaskRow): void {
    this.#known ??= new Map()
    this.#known.set(task.key, task)
  }

  create(event: EventOf<'taskCreated'>, revision = 1): void {
    const { key, element, groups, users, priority } = event
    const caseId = this.#after.case
    const after: TaskRow = {
      id: taskId(caseId, key),
      caseId,
      key,
      element,
      state: 'open',
      revision,
      assignee: event.assignee ?? null,
      groups,
      users,
      form: event.form ?? null,
      priority,
      dueAt: this.#dueAt(key, event.dueDate),
      createdAt: this.#after.at,
      endedAt: null,
      endedBy: null,
    }
    this.#changed ??= new Map()
    this.#changed.set(key, { before: undefined, after })
  }

  change(key: number, change: Partial<TaskRow>, revisions = 1): void {
    this.#changed ??= new Map()
    const changed = this.#changed.get(key)
    const row = changed?.after ?? this.#known?.get(key)
    if (!row) throw new Error(`Expected task ${key} of case ${this.#after.case} to be open before it changed`)
    const after = { ...row, ...change, revision: row.revision + revisions }
    this.#changed.set(key, { before: changed ? changed.before : row, after })
  }

  update(key: number, { assignee, groups, users, priority, dueDate }: TaskChanges): void {
    this.change(key, {
      ...(assignee === undefined ? {} : { assignee }),
      ...(groups === undefined ? {} : { groups }),
      ...(users === undefined ? {} : { users }),
      ...(priority === undefined ? {} : { priority }),
      ...(dueDate === undefined ? {} : { dueAt: this.#dueAt(key, dueDate ?? undefined) }),
    })
  }

  complete(key: number, by: string): void {
    this.change(key, { state: 'completed', assignee: by, endedAt: this.#after.at, endedBy: by })
  }

  /** Its instance was terminated: a task that was still open is cancelled. */
  cancel(key: number): void {
    const changed = this.#changed?.get(key)
    const open = changed ? changed.after.state === 'open' : this.#before?.instances.get(key)?.task !== undefined
    if (open) this.change(key, { state: 'cancelled', endedAt: this.#after.at })
  }

  /** Open tasks under the clock are due on another day; that is no change of theirs. */
  moveDueDays(clocked: number): void {
    const { instances } = this.#after
    for (const { key, task } of instances.values()) {
      // A task of this very step has its day already.
      if (!task || (!this.#before?.instances.get(key)?.task && !this.#changed?.has(key))) continue
      let at = instances.get(key)
      while (at && at.key !== clocked) at = instances.get(at.scope)
      if (at) this.change(key, { dueAt: this.#dueAt(key, task.dueDate) }, 0)
    }
  }

  /** The end of the lawful limit, else the date that the model or somebody has set. */
  #dueAt(key: number, dueDate: string | undefined): number | null {
    const instance = this.#after.instances.get(key)
    const end = instance && limitEnd(this.#after, instance, this.#moment)
    if (end !== undefined) return end
    const instant = dueDate === undefined ? undefined : parseInstant(dueDate, this.#moment.calendar.zone)
    return typeof instant === 'number' ? instant : null
  }
}
