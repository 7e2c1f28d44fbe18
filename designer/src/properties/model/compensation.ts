import { isA, type ModdleElement } from '../../modeler/services.ts'
import { eventDefinitionsOf } from './definitions.ts'

export const compensationOf = (event: ModdleElement): ModdleElement | undefined =>
  eventDefinitionsOf(event).find(({ $type }) => $type === 'bpmn:CompensateEventDefinition')

const inside = (container: ModdleElement): readonly ModdleElement[] =>
  (container.get('flowElements') as ModdleElement[] | undefined) ?? []

/** Activities that an event may undo: in its own scope or in one around it, with something inside or beside that undoes them. */
export function compensableFrom(event: ModdleElement): readonly ModdleElement[] {
  const found: ModdleElement[] = []
  const around = new Set<ModdleElement>()
  for (let scope = event.$parent; scope && isA(scope, 'bpmn:FlowElementsContainer'); scope = scope.$parent) {
    around.add(scope)
    found.push(...inside(scope).filter((element) => !around.has(element) && isCompensable(element, inside(scope!))))
  }
  return found
}

function isCompensable(element: ModdleElement, beside: readonly ModdleElement[]): boolean {
  const handled = beside.some((other) => other.get('attachedToRef') === element && compensationOf(other) !== undefined)
  if (handled) return true
  if (!isA(element, 'bpmn:SubProcess') || element.get('triggeredByEvent') === true) return false
  const own = inside(element)
  return own.some((inner) => isCompensable(inner, own) || undoesItsScope(inner))
}

/** A compensation event sub-process. */
const undoesItsScope = (element: ModdleElement): boolean =>
  isA(element, 'bpmn:SubProcess') &&
  element.get('triggeredByEvent') === true &&
  inside(element).some((inner) => isA(inner, 'bpmn:StartEvent') && compensationOf(inner) !== undefined)
