import { isA, type ModdleElement } from '../../modeler/services.ts'

/** Everything below a model element that the model contains; the diagram is left out. */
export function* contained(element: ModdleElement): Generator<ModdleElement> {
  for (const { name, isReference, isMany } of element.$descriptor?.properties ?? []) {
    if (isReference || name.endsWith(':diagrams') || name === 'diagrams') continue
    const value = element.get(name)
    for (const child of isMany ? (value as unknown[]) : [value]) {
      if (!isElement(child)) continue
      yield child
      yield* contained(child)
    }
  }
}

/** The model elements that refer to this one, each once, in the order of the file. */
export function referringTo(definitions: ModdleElement, wanted: ModdleElement): ModdleElement[] {
  return [...contained(definitions)].filter((element) =>
    (element.$descriptor?.properties ?? []).some(({ name, isReference, isMany }) => {
      if (!isReference) return false
      const value = element.get(name)
      return isMany ? (value as unknown[]).includes(wanted) : value === wanted
    }),
  )
}

/** The root of the file; none for an element that has been deleted. */
export function definitionsOf(element: ModdleElement | undefined): ModdleElement | undefined {
  let at = element
  while (at && at.$type !== 'bpmn:Definitions') at = at.$parent
  return at
}

/** What carries a part of the model on the canvas: the event of an event definition, the task itself, the participant. */
export function carrierOf(part: ModdleElement): ModdleElement | undefined {
  let at: ModdleElement | undefined = part
  while (at && !carriers.some((type) => isA(at, type))) at = at.$parent
  return at
}

const carriers = ['bpmn:FlowElement', 'bpmn:MessageFlow', 'bpmn:Participant', 'bpmn:Process']

const isElement = (value: unknown): value is ModdleElement =>
  typeof value === 'object' && value !== null && '$type' in value && '$descriptor' in value
