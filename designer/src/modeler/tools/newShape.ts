import { service, type DiagramElement } from '../services.ts'

export interface Template {
  type: string
  /** FEEL date on a timer that the new event gets. */
  deadline?: string
}

export function newShape(injector: { get(name: string): unknown }, template: Template): DiagramElement {
  const factory = service(injector, 'bpmnFactory')
  const businessObject = factory.create(template.type)
  if (template.type === 'bpmn:UserTask') {
    // Other Zeebe tools take a user task without this mark for a job of the old kind.
    const mark = factory.create('zeebe:UserTask')
    const extensionElements = factory.create('bpmn:ExtensionElements', { values: [mark] })
    mark.$parent = extensionElements
    extensionElements.$parent = businessObject
    Object.assign(businessObject, { extensionElements })
  }
  if (template.deadline) {
    const timer = factory.create('bpmn:TimerEventDefinition', { deadline: template.deadline })
    timer.$parent = businessObject
    Object.assign(businessObject, { eventDefinitions: [timer] })
  }
  return service(injector, 'elementFactory').createShape({ type: template.type, businessObject })
}
