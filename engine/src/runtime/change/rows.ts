import type { StepMoment } from '../../elements/behaviour.ts'
import type { Event } from '../../step/event.ts'
import { rootKey, type Instance, type State } from '../../step/state.ts'
import type { CaseChange } from '../../store/port.ts'
import { JobRows } from './jobRows.ts'
import { none } from './lazy.ts'
import { SubscriptionRows } from './subscriptionRows.ts'
import { TaskRows } from './taskRows.ts'
import { TimerRows } from './timerRows.ts'

type Changed = Pick<
  CaseChange,
  'tasks' | 'timersSet' | 'timersGone' | 'subscriptionsSet' | 'subscriptionsGone' | 'jobsSet' | 'jobsGone'
>

/** What one event after the other changes in the tables of waiting work. */
export class Rows {
  readonly #before: State | undefined
  readonly #after: State
  readonly tasks: TaskRows
  readonly #timers: TimerRows
  readonly #subscriptions: SubscriptionRows
  readonly #jobs: JobRows

  constructor(before: State | undefined, after: State, moment: StepMoment) {
    this.#before = before
    this.#after = after
    this.tasks = new TaskRows(before, after, moment)
    this.#timers = new TimerRows(before, after)
    this.#subscriptions = new SubscriptionRows(before, after.case)
    this.#jobs = new JobRows(before, after)
  }

  result(): Changed {
    return {
      tasks: this.tasks.rows,
      ...this.#timers.rows,
      subscriptionsSet: this.#subscriptions.set,
      subscriptionsGone: this.#subscriptions.gone,
      jobsSet: this.#jobs.set,
      jobsGone: this.#jobs.gone,
    }
  }

  follow(event: Event): void {
    switch (event.type) {
      case 'taskCreated':
        return this.tasks.create(event)
      case 'taskClaimed':
        return this.tasks.change(event.key, { assignee: event.by })
      case 'taskReleased':
        return this.tasks.change(event.key, { assignee: null })
      case 'taskUpdated':
        return this.tasks.update(event.key, event.changes)
      case 'taskFormChanged':
        return this.tasks.change(event.key, { form: event.form ?? null })
      case 'taskCompleted':
        return this.tasks.complete(event.key, event.by)
      case 'jobCreated':
        return this.#jobs.offer(event.key, event.element, { ...event, type: event.jobType })
      case 'jobFailed':
        return this.#jobs.fail(event)
      case 'jobCompleted':
        return this.#jobs.drop(event.key)
      case 'timerScheduled':
      case 'timerMoved':
      case 'timerFired':
        return this.#timers.touch(event.key, event.element)
      case 'clockStarted':
      case 'clockStopped':
      case 'clockResumed':
      case 'clockExtended':
      case 'clockRestarted':
      case 'dueDerived':
        return this.tasks.moveDueDays(event.key)
      case 'subscribed':
        return this.#subscriptions.subscribe(event.key, event)
      case 'unsubscribed':
        for (const element of event.elements) this.#timers.touch(event.key, element)
        return this.#subscriptions.unsubscribe(event.key, event.elements)
      case 'incidentResolved':
        if (this.#before?.instances.get(event.key)?.incident?.phase === 'entering') this.#dropWaits(event.key)
        return
      case 'elementCompleted':
      case 'elementTerminated':
        this.#dropWaits(event.key)
        this.#jobs.dropWhereThereIs(event.key)
        if (event.type === 'elementTerminated') this.tasks.cancel(event.key)
        return
      case 'caseSuspended':
        return this.#rest()
      case 'caseResumed':
        return this.#goOn()
      case 'caseRestarted':
        return this.#restart(event.instances)
      case 'caseMigrated':
        return this.#migrate(event.elements)
      case 'caseCompleted':
      case 'caseTerminated':
        this.#jobs.dropWhereThereIs(rootKey)
        return this.#dropWaits(rootKey)
      default:
    }
  }

  #dropWaits(key: number): void {
    this.#subscriptions.unsubscribe(key)
    for (const { element } of this.#before?.instances.get(key)?.timers ?? none) this.#timers.touch(key, element)
  }

  /** A suspended case has no timers and jobs that anybody looks at; whoever has one of its jobs in hand loses it. */
  #rest(): void {
    for (const { key, job, timers = none } of this.#before?.instances.values() ?? none) {
      for (const { element } of timers) this.#timers.touch(key, element)
      if (job) this.#jobs.drop(key)
    }
  }

  #goOn(): void {
    for (const { key, element, job, timers = none } of this.#after.instances.values()) {
      for (const timer of timers) this.#timers.touch(key, timer.element)
      if (job) this.#jobs.offer(key, element, job)
    }
  }

  #restart(instances: readonly Instance[]): void {
    for (const { key, element, task, job, timers = none, subscriptions = none } of instances) {
      // It comes back as it stood: with who had claimed it, and as often changed.
      if (task) this.tasks.create({ ...task, key, element, type: 'taskCreated' }, task.revision)
      if (job) this.#jobs.offer(key, element, job)
      else if (key === rootKey) this.#jobs.drop(key)
      for (const timer of timers) this.#timers.touch(key, timer.element)
      for (const waiting of subscriptions) this.#subscriptions.subscribe(key, waiting)
    }
  }

  /** Rows go by the ids of the version that the case runs on; a job whose element has another id now is handed out again. */
  #migrate(elements: Readonly<Record<string, string>>): void {
    for (const { key, element, task, job, timers = none } of this.#before?.instances.values() ?? none) {
      const to = elements[element]
      if (to !== undefined && this.#after.instances.has(key)) {
        if (task) this.tasks.change(key, { element: to }, 0)
        if (job) this.#jobs.offer(key, to, job)
      }
      for (const timer of timers) {
        this.#timers.touch(key, timer.element)
        this.#timers.touch(key, elements[timer.element] ?? timer.element)
      }
    }
    this.#subscriptions.rename(elements)
  }
}
