import type { State } from '../../step/state.ts'
import type { CaseChange, TimerRow } from '../../store/port.ts'
import { none } from './lazy.ts'

/** When an event of an instance fires next; undefined without a timer, and in a case that is over or suspended. */
function earliest(state: State | undefined, key: number, element: string): number | undefined {
  let found: number | undefined
  if (state?.status !== 'active' || state.suspended) return found
  for (const timer of state.instances.get(key)?.timers ?? none) {
    if (timer.element === element && (found === undefined || timer.due < found)) found = timer.due
  }
  return found
}

/** The timers that a step arms, moves and takes away. */
export class TimerRows {
  readonly #before: State | undefined
  readonly #after: State
  /** To look at again, by instance and event. */
  #touched: Map<string, { key: number; element: string }> | undefined

  constructor(before: State | undefined, after: State) {
    this.#before = before
    this.#after = after
  }

  touch(key: number, element: string): void {
    this.#touched ??= new Map()
    this.#touched.set(`${key}/${element}`, { key, element })
  }

  /** One row an event: its earliest timer before and after, where they differ. */
  get rows(): Pick<CaseChange, 'timersSet' | 'timersGone'> {
    if (!this.#touched) return { timersSet: none, timersGone: none }
    const timersSet: TimerRow[] = []
    const timersGone: TimerRow[] = []
    for (const { key, element } of this.#touched.values()) {
      const before = earliest(this.#before, key, element)
      const after = earliest(this.#after, key, element)
      if (before === after) continue
      const row = { caseId: this.#after.case, key, element }
      if (before !== undefined) timersGone.push({ ...row, due: before })
      if (after !== undefined) timersSet.push({ ...row, due: after })
    }
    return { timersSet, timersGone }
  }
}
