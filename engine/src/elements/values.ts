import { type Run, Trouble } from './behaviour.ts'
import { parseInstant } from '../time/index.ts'
import type { Expression } from '../expression/expression.ts'
import type { Instance } from '../step/state.ts'

/** Typed readings of expressions: the wrong type is trouble that names the field. */

const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 80) ?? 'nothing'

export function textValue(run: Run, expression: Expression, instance: Instance, field: string): string {
  const value = run.evaluate(expression, instance)
  if (typeof value === 'string' && value !== '') return value
  throw new Trouble('wrong-type', `Expected ${field} to be a text, but «${expression.source}» is ${shown(value)}`)
}

export function numberValue(run: Run, expression: Expression, instance: Instance, field: string): number {
  const value = run.evaluate(expression, instance)
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0) return number
  throw new Trouble(
    'wrong-type',
    `Expected ${field} to be a whole number from 0, but «${expression.source}» is ${shown(value)}`,
  )
}

/** A list of names: a FEEL list, or a text with commas. */
export function namesValue(run: Run, expression: Expression | undefined, instance: Instance, field: string): string[] {
  if (!expression) return []
  const value = run.evaluate(expression, instance)
  if (typeof value === 'string') {
    return value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
  }
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value as string[]
  throw new Trouble(
    'wrong-type',
    `Expected ${field} to be a list of names, but «${expression.source}» is ${shown(value)}`,
  )
}

/** An instant as ISO 8601 text; none when it is not given or null. */
export function dateValue(
  run: Run,
  expression: Expression | undefined,
  instance: Instance,
  field: string,
): string | undefined {
  const value = expression && run.evaluate(expression, instance)
  if (value === undefined || value === null || value === '') return undefined
  const instant = typeof value === 'string' ? parseInstant(value, run.moment.calendar.zone) : undefined
  if (typeof instant === 'number') return value as string
  throw new Trouble(
    'wrong-type',
    `Expected ${field} to be a date and time, but «${expression!.source}» is ${shown(value)}`,
  )
}
