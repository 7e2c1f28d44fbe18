import { isA, type ModdleElement } from '../services.ts'
import { refOf } from './contents.ts'
import { middleOf, type Box } from './geometry.ts'
import { linesOf } from './sizes.ts'

const width = 90

/** Names stand where no line does: those of gateways above, those of events on a border outside and beside. */
export function labelOf(element: ModdleElement, boxes: ReadonlyMap<ModdleElement, Box>): Box | undefined {
  const box = boxes.get(element)
  if (!element.name || !box) return undefined
  const height = linesOf(element.name, width) * 14
  if (isA(element, 'bpmn:Gateway')) return { x: middleOf(box).x - width / 2, y: box.y - height - 4, width, height }
  const host = isA(element, 'bpmn:BoundaryEvent') ? boxes.get(refOf(element, 'attachedToRef')!) : undefined
  if (!host) return undefined
  const [own, there] = [middleOf(box), middleOf(host)]
  return {
    x: own.x < there.x ? box.x - width + 6 : box.x + box.width - 6,
    y: own.y < there.y ? box.y - height + 4 : box.y + box.height - 4,
    width,
    height,
  }
}
