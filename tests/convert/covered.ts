import type { Row } from '@lianban/engine/convert'
import type { Thing } from './things.ts'

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/**
 * Is there a row of this element that names the thing itself, or an extension element around it whose row holds its XML?
 * Holders such as `inputOutput` have no row of their own when what they hold has one. Where the element is not in the
 * converted drawing any more, the row stands at the nearest one around it that is.
 */
export function coveredBy({ name, inside, element, around }: Thing, rows: readonly Row[], converted: string): boolean {
  const home = [element, ...around].find((id) => converted.includes(`id="${id}"`))
  const own = rows.filter(
    (row) => row.element === element || row.element === home || row.element === '' || row.element === 'definitions',
  )
  const steps = (row: Row): string[] => row.what.split('/').map((step) => local(step.replace('@', '')))
  const plain = name.replace('@', '')
  const named = own.some((row) => (name.startsWith('@') ? steps(row).at(-1) === plain : steps(row).includes(plain)))
  const held = own.some((row) => inside.includes(steps(row).at(-1)!))
  const holder = !name.startsWith('@') && own.some((row) => holders[plain]?.includes(steps(row).at(-1)!))
  return named || held || holder
}

/** What stands inside these is told one by one. */
const holders: Readonly<Record<string, readonly string[]>> = {
  inputOutput: ['inputParameter', 'outputParameter'],
  formData: ['formField', 'businessKey'],
  properties: ['property'],
  connectorId: ['connector'],
}
