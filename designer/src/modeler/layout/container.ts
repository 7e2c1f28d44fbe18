import type { ModdleElement } from '../services.ts'
import { placeInBands, type Companion } from './bands.ts'
import { onBorders } from './border.ts'
import { cellsOf } from './cells.ts'
import { contentsOf, dataEnds, isContainer, refOf, type Contents } from './contents.ts'
import { around, moved, type Box } from './geometry.ts'
import { lanesOf, type LaneTree } from './lanes.ts'
import { sizeOf } from './sizes.ts'

/** A process or sub-process with the places of all that it holds, the insides of its sub-processes included. */
export interface LaidOut {
  readonly boxes: Map<ModdleElement, Box>
  /** Of each container: the heights at which its flows find their way. */
  readonly channels: Map<ModdleElement, readonly number[]>
  readonly lanes: readonly LaneTree[]
  readonly bands: ReadonlyMap<ModdleElement, { y: number; height: number }>
  readonly width: number
  readonly height: number
}

const inset = { x: 24, y: 26 }

export async function layOut(container: ModdleElement): Promise<LaidOut> {
  const contents = contentsOf(container)
  const lanes = lanesOf(container)
  const inner = new Map<ModdleElement, LaidOut>()
  for (const node of contents.nodes.filter(isContainer)) inner.set(node, await layOut(node))
  const sized = (element: ModdleElement): Pick<Box, 'width' | 'height'> => {
    const inside = inner.get(element)
    if (!inside) return sizeOf(element)
    return { width: Math.max(140, inside.width + 2 * inset.x), height: inside.height + 2 * inset.y }
  }

  const cells = await cellsOf(contents)
  const placed = placeInBands(contents.nodes, cells, lanes, companionsOf(contents), sized)
  const boxes = new Map(placed.boxes)
  for (const [event, box] of onBorders(contents.boundaries, boxes)) boxes.set(event, box)
  for (const group of contents.groups) {
    const box = around(
      membersOf(group, contents).flatMap((node) => boxes.get(node) ?? []),
      14,
    )
    if (box) boxes.set(group, box)
  }
  const channels = new Map([[container, placed.channels]])
  for (const [node, inside] of inner) {
    const host = boxes.get(node)!
    const by = { x: host.x + inset.x, y: host.y + inset.y }
    for (const [element, box] of inside.boxes) boxes.set(element, moved(box, by))
    for (const [within, heights] of inside.channels)
      channels.set(
        within,
        heights.map((y) => y + by.y),
      )
  }
  return { boxes, channels, lanes, bands: placed.bands, width: placed.width, height: placed.height }
}

/** Data, notes and lone groups, each with the node to which it belongs. */
function companionsOf(contents: Contents): Companion[] {
  const { nodes, boundaries, data, annotations, groups, associations } = contents
  const hostOf = (element: ModdleElement | undefined): ModdleElement | undefined => {
    if (!element) return undefined
    if (boundaries.includes(element)) return refOf(element, 'attachedToRef')
    const end = contents.flows.includes(element) ? refOf(element, 'sourceRef') : element
    return nodes.find((node) => node === end)
  }
  const associated = (element: ModdleElement): ModdleElement | undefined =>
    associations
      .filter((each) => refOf(each, 'sourceRef') === element || refOf(each, 'targetRef') === element)
      .map((each) => hostOf(refOf(each, 'sourceRef')) ?? hostOf(refOf(each, 'targetRef')))
      .find((node) => node !== undefined)
  const used = (element: ModdleElement): ModdleElement | undefined => {
    const user = [...nodes, ...boundaries].find((node) =>
      dataEnds(node).some(({ from, to }) => from === element || to === element),
    )
    return hostOf(user) ?? associated(element)
  }
  return [
    ...annotations.map((element) => ({ element, of: associated(element) })),
    ...data.map((element) => ({ element, of: used(element) })),
    ...groups.filter((group) => membersOf(group, contents).length === 0).map((element) => ({ element, of: undefined })),
  ]
}

/** A group stands around the nodes of its category. */
function membersOf(group: ModdleElement, { nodes }: Contents): ModdleElement[] {
  const category = refOf(group, 'categoryValueRef')
  const categories = (node: ModdleElement) => (node.get('categoryValueRef') as ModdleElement[] | undefined) ?? []
  return category ? nodes.filter((node) => categories(node).includes(category)) : []
}
