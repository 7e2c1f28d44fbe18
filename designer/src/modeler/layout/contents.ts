import { isA, type ModdleElement } from '../services.ts'

/** What a process or sub-process holds, by the way in which it is drawn. */
export interface Contents {
  /** Flow nodes but those on a border. */
  readonly nodes: readonly ModdleElement[]
  readonly boundaries: readonly ModdleElement[]
  readonly flows: readonly ModdleElement[]
  /** Data objects and stores, as far as they are drawn. */
  readonly data: readonly ModdleElement[]
  readonly annotations: readonly ModdleElement[]
  readonly groups: readonly ModdleElement[]
  readonly associations: readonly ModdleElement[]
}

export const listOf = (element: ModdleElement, property: string): readonly ModdleElement[] =>
  (element.get(property) as ModdleElement[] | undefined) ?? []

export const refOf = (element: ModdleElement, property: string): ModdleElement | undefined =>
  element.get(property) as ModdleElement | undefined

export const isContainer = (element: ModdleElement): boolean => isA(element, 'bpmn:SubProcess')

export function contentsOf(container: ModdleElement): Contents {
  const elements = listOf(container, 'flowElements')
  const artifacts = listOf(container, 'artifacts')
  const drawn = elements.filter((element) => isA(element, 'bpmn:FlowNode'))
  const onBorder = (element: ModdleElement): boolean =>
    isA(element, 'bpmn:BoundaryEvent') && drawn.includes(refOf(element, 'attachedToRef')!)
  return {
    nodes: drawn.filter((element) => !onBorder(element)),
    boundaries: drawn.filter(onBorder),
    flows: elements.filter((element) => isA(element, 'bpmn:SequenceFlow')),
    data: elements.filter(
      (element) => isA(element, 'bpmn:DataObjectReference') || isA(element, 'bpmn:DataStoreReference'),
    ),
    annotations: artifacts.filter((element) => isA(element, 'bpmn:TextAnnotation')),
    groups: artifacts.filter((element) => isA(element, 'bpmn:Group')),
    associations: artifacts.filter((element) => isA(element, 'bpmn:Association')),
  }
}

/** From an activity to its data, or the other way: each association with the two ends that are drawn. */
export function dataEnds(
  node: ModdleElement,
): { association: ModdleElement; from: ModdleElement; to: ModdleElement }[] {
  const isDrawn = (end: ModdleElement | undefined): end is ModdleElement =>
    isA(end, 'bpmn:DataObjectReference') || isA(end, 'bpmn:DataStoreReference')
  // Events and activities hold the associations under the same names; others do not know the names.
  const held = (property: string): readonly ModdleElement[] =>
    isA(node, 'bpmn:Activity') || isA(node, 'bpmn:Event') ? listOf(node, property) : []
  const inputs = held('dataInputAssociations').flatMap((association) => {
    const from = listOf(association, 'sourceRef').find(isDrawn)
    return from ? [{ association, from, to: node }] : []
  })
  const outputs = held('dataOutputAssociations').flatMap((association) => {
    const to = refOf(association, 'targetRef')
    return isDrawn(to) ? [{ association, from: node, to }] : []
  })
  return [...inputs, ...outputs]
}
