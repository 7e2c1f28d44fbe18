import type { Run } from '../elements/behaviour.ts'
import type { Variables } from '../expression/expression.ts'
import { momentIn, namesIn } from '../step/scope.ts'
import type { Instance } from '../step/state.ts'

/**
 * The items that completing the task with these values tells the applicant to supplement; undefined where the task gives no
 * notices, or none this time.
 */
export function noticeOf(run: Run, instance: Instance, values: Variables): readonly string[] | undefined {
  const { notice } = run.node(instance)
  if (!notice) return undefined
  const moment = momentIn(run.state, instance, run.moment)
  const known = namesIn(run.state, instance, moment)
  const result = notice.evaluate((name) => (Object.hasOwn(values, name) ? values[name] : known(name)), moment)
  if (!result.ok || !Array.isArray(result.value)) return undefined
  const items = result.value.filter((item): item is string => typeof item === 'string' && item.trim() !== '')
  return items.length > 0 ? items.map((item) => item.trim()) : undefined
}

/** Those that the first notice of this task did not name; none when it is the first. */
export function newItems({ state }: Run, { element }: Instance, items: readonly string[]): string[] {
  const first = state.notices?.[element]
  return first === undefined ? [] : items.filter((item) => !first.includes(item))
}
