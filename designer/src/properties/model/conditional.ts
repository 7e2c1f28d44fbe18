import type { ModdleElement } from '../../modeler/services.ts'
import { eventDefinitionsOf } from './definitions.ts'

export const conditionalOf = (event: ModdleElement): ModdleElement | undefined =>
  eventDefinitionsOf(event).find(({ $type }) => $type === 'bpmn:ConditionalEventDefinition')
