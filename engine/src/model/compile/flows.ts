import type { Flow } from '../graph.ts'
import { body, child, type ModdleElement } from '../moddle.ts'
import { named, type Compiling } from './compiling.ts'

/** Compiles the sequence flows of all containers; a flow without both ends, or across a border, is a problem. */
export function compileFlows(
  elements: readonly ModdleElement[],
  indexes: ReadonlyMap<string, number>,
  compiling: Compiling,
): Flow[] {
  const flows: Flow[] = []
  for (const element of elements) {
    const source = child(element, 'sourceRef')
    const target = child(element, 'targetRef')
    const from = indexes.get(source?.id ?? '')
    const to = indexes.get(target?.id ?? '')
    if (from === undefined || to === undefined) {
      compiling.report(
        'flow-loose',
        element,
        from === undefined ? 'sourceRef' : 'targetRef',
        `Flow ${named(element)} is not connected at both ends`,
        'Connect it to two elements, or delete it',
      )
      continue
    }
    if (source!.$parent !== target!.$parent) {
      compiling.report(
        'flow-crosses',
        element,
        'targetRef',
        `Flow ${named(element)} crosses the border of a sub-process`,
        'End it inside, or start it from the sub-process',
      )
      continue
    }
    if (element.get('isImmediate') === false) {
      compiling.report(
        'flow-not-immediate',
        element,
        'isImmediate',
        `Flow ${named(element)} says that something happens on its way, which an executable process cannot know`,
        'Remove isImmediate',
      )
    }
    const condition = body(element, 'conditionExpression')
    flows.push({
      index: flows.length,
      id: element.id!,
      ...(element.name ? { name: element.name } : {}),
      source: from,
      target: to,
      ...(condition === undefined ? {} : { condition: compiling.condition(element, 'conditionExpression', condition) }),
    })
  }
  return flows
}
