import type { Expression } from '../expression/expression.ts'
import { china } from '../time/index.ts'

/** The text of a constant, or of FEEL over nothing; of other expressions their source. */
export function constantText(expression: Expression): string {
  const result = expression.evaluate(() => undefined, { at: 0, calendar: china })
  return result.ok && typeof result.value === 'string' ? result.value : expression.source
}
