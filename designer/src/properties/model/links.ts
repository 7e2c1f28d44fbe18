import { isA, type ModdleElement } from '../../modeler/services.ts'
import { eventDefinitionsOf } from './definitions.ts'

export const linkOf = (event: ModdleElement): ModdleElement | undefined =>
  eventDefinitionsOf(event).find(({ $type }) => $type === 'bpmn:LinkEventDefinition')

export interface Link {
  readonly event: ModdleElement
  readonly definition: ModdleElement
  readonly name: string
}

/** Links find each other by name inside one process or sub-process. */
export function linksAround(event: ModdleElement): readonly Link[] {
  const beside = (event.$parent?.get('flowElements') as ModdleElement[] | undefined) ?? []
  return beside.flatMap((each) => {
    const definition = isA(each, 'bpmn:Event') ? linkOf(each) : undefined
    return definition ? [{ event: each, definition, name: definition.name ?? '' }] : []
  })
}
