import { extensionOf } from '../../properties/model/extension.ts'
import { service, type DiagramElement } from '../services.ts'
import { several } from '../several.ts'

interface Host extends DiagramElement {
  x: number
  y: number
  width: number
  height: number
  attachers: DiagramElement[]
}

const spacing = 44

/** Puts a timer on the lower border of an activity, with an end after it, as one change; then selects the timer. */
export function attachDeadline(injector: { get(name: string): unknown }, element: DiagramElement): void {
  const host = element as Host
  const factory = service(injector, 'bpmnFactory')
  const elements = service(injector, 'elementFactory')
  const hasLimit = extensionOf(host.businessObject, 'lianban:Limit') !== undefined

  const timer = factory.create('bpmn:TimerEventDefinition', { deadline: hasLimit ? '=due' : '=wd(5)' })
  const businessObject = factory.create('bpmn:BoundaryEvent', { eventDefinitions: [timer] })
  timer.$parent = businessObject
  const boundary = elements.createShape({ type: 'bpmn:BoundaryEvent', businessObject })
  const end = elements.createShape({ type: 'bpmn:EndEvent' })

  const free = Math.max(0, host.width - 40 - host.attachers.length * spacing)
  const position = { x: host.x + 20 + free, y: host.y + host.height }
  several(service(injector, 'commandStack'), [
    () => service(injector, 'modeling').createShape(boundary, position, host, { attach: true }),
    () => service(injector, 'autoPlace').append(boundary, end),
  ])
  service(injector, 'selection').select(boundary)
}
