import { NotConvertible } from '../juel/node.ts'
import { parseJuel } from '../juel/parse.ts'
import { partsOf } from '../juel/text.ts'

/** Objects of those engines: a call on one changes the engine's state and is no work of a bean. */
const engineObjects = new Set(['execution', 'task', 'runtimeService', 'taskService', 'historyService', 'connector'])

/**
 * The type of job that takes the place of an implementation: a class by its full name, a bean by its name, a call as
 * `bean.method`. Undefined for any other expression.
 */
export function jobTypeOf(kind: 'class' | 'delegateExpression' | 'expression', value: string): string | undefined {
  if (kind === 'class') return /^[\w$.]+$/.test(value.trim()) ? value.trim() : undefined
  const parts = partsOf(value.trim())
  const [only, ...more] = parts ?? []
  if (only?.kind !== 'juel' || more.length > 0) return undefined
  try {
    const node = parseJuel(only.source)
    if (kind === 'delegateExpression')
      return node.kind === 'name' && !engineObjects.has(node.name) ? node.name : undefined
    if (node.kind !== 'method' || node.of.kind !== 'name' || engineObjects.has(node.of.name)) return undefined
    return `${node.of.name}.${node.name}`
  } catch (error) {
    if (error instanceof NotConvertible) return undefined
    throw error
  }
}

export const implementations = ['class', 'delegateExpression', 'expression'] as const
