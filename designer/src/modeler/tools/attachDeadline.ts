import { extensionOf } from '../../properties/model/extension.ts'
import { service, type DiagramElement } from '../services.ts'
import { newShape } from './newShape.ts'
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
  const hasLimit = extensionOf(host.businessObject, 'lianban:Limit') !== undefined

  const boundary = newShape(injector, { type: 'bpmn:BoundaryEvent', deadline: hasLimit ? '=due' : '=wd(5)' })
  const end = newShape(injector, { type: 'bpmn:EndEvent' })

  const free = Math.max(0, host.width - 40 - host.attachers.length * spacing)
  const position = { x: host.x + 20 + free, y: host.y + host.height }
  several(service(injector, 'commandStack'), [
    () => service(injector, 'modeling').createShape(boundary, position, host, { attach: true }),
    () => service(injector, 'autoPlace').append(boundary, end),
  ])
  service(injector, 'selection').select(boundary)
}
