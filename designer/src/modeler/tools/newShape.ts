import { service, type DiagramElement } from '../services.ts'

export interface Template {
  type: string
  eventDefinitionType?: string
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
  return service(injector, 'elementFactory').createShape({ ...template, businessObject })
}
