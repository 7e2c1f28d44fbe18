import type { ModdleElement } from '../services.ts'
import { refOf } from './contents.ts'
import type { Box } from './geometry.ts'

const size = 36

/** Events along the lower border of their host, and along the upper one where they are too many. */
export function onBorders(
  events: readonly ModdleElement[],
  hosts: ReadonlyMap<ModdleElement, Box>,
): Map<ModdleElement, Box> {
  const boxes = new Map<ModdleElement, Box>()
  for (const host of new Set(events.map((event) => refOf(event, 'attachedToRef')!))) {
    const box = hosts.get(host)!
    const attached = events.filter((event) => refOf(event, 'attachedToRef') === host)
    const fitting = Math.max(1, Math.floor(box.width / (size + 10)))
    const sides = [attached.slice(0, fitting), attached.slice(fitting)]
    for (const [side, line] of sides.entries()) {
      const y = side === 0 ? box.y + box.height : box.y
      for (const [index, event] of line.entries()) {
        const x = box.x + (box.width * (index + 1)) / (line.length + 1)
        boxes.set(event, { x: Math.round(x - size / 2), y: Math.round(y - size / 2), width: size, height: size })
      }
    }
  }
  return boxes
}
