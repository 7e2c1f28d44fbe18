import type { Run } from '../../elements/behaviour.ts'
import type { Node } from '../../model/graph.ts'
import type { Instance } from '../state.ts'

/** Data objects and properties are there from the beginning (BPMN 2.0.2, 10.4.1). */
export function declareData(run: Run, instance: Instance, node: Node): void {
  if (node.declares.length === 0) return
  const missing = node.declares.filter((name) => !instance.variables || !Object.hasOwn(instance.variables, name))
  const variables = Object.fromEntries(missing.map((name) => [name, null]))
  if (missing.length > 0) run.emit({ type: 'variablesSet', key: instance.key, variables })
}
