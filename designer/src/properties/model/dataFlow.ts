import { isA, type ModdleElement } from '../../modeler/services.ts'
import type { Create } from './extension.ts'
import { isDataReference, variableOf } from './data.ts'

const list = (element: ModdleElement, property: string): readonly ModdleElement[] =>
  (element.get(property) as ModdleElement[] | undefined) ?? []

export const isDataAssociation = (element: ModdleElement): boolean => isA(element, 'bpmn:DataAssociation')

/** Data that comes in to an activity or event, and data that goes out of it. */
export const dataFlowsOf = (element: ModdleElement): readonly ModdleElement[] =>
  isDataAssociation(element)
    ? [element]
    : [
        ...(isA(element, 'bpmn:Activity') || isA(element, 'bpmn:ThrowEvent')
          ? list(element, 'dataInputAssociations')
          : []),
        ...(isA(element, 'bpmn:Activity') || isA(element, 'bpmn:CatchEvent')
          ? list(element, 'dataOutputAssociations')
          : []),
      ]

export const isInput = (association: ModdleElement): boolean => isA(association, 'bpmn:DataInputAssociation')

/** What the drawing tool writes where the standard wants a target and nobody has named one. */
const placeholder = '__targetRef_placeholder'

export interface DataFlow {
  readonly input: boolean
  /** The data drawn at the other end. */
  readonly data: string
  /** What an input sets inside the activity; empty until somebody names it. */
  readonly target: string
  readonly transformation: string
  readonly assignments: readonly (readonly [string, string])[]
}

export function readDataFlow(association: ModdleElement): DataFlow {
  const input = isInput(association)
  const target = association.get('targetRef') as ModdleElement | undefined
  const end = input ? list(association, 'sourceRef')[0] : target
  const body = (element: unknown): string => String((element as ModdleElement | undefined)?.get('body') ?? '')
  return {
    input,
    data: end ? (isDataReference(end) ? variableOf(end) : (end.name ?? end.id ?? '')) : '',
    target: input && target && target.name !== placeholder ? (target.name ?? target.id ?? '') : '',
    transformation: body(association.get('transformation')),
    assignments: list(association, 'assignment').map((each) => [body(each.get('to')), body(each.get('from'))] as const),
  }
}

export function writeAssignments(create: Create, rows: DataFlow['assignments'], association: ModdleElement) {
  const assignment = rows.map(([to, from]) => {
    const made = create('bpmn:Assignment', {
      from: create('bpmn:FormalExpression', { body: from }),
      to: create('bpmn:FormalExpression', { body: to }),
    })
    for (const side of ['from', 'to']) (made.get(side) as ModdleElement).$parent = made
    made.$parent = association
    return made
  })
  return { assignment }
}
