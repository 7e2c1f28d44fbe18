import { isA, type ModdleElement } from '../services.ts'
import { layOut, type LaidOut } from './container.ts'
import { contentsOf, listOf, refOf } from './contents.ts'
import { moved, type Box } from './geometry.ts'
import { depthOf, leavesOf, type LaneTree } from './lanes.ts'
import { sizeOf } from './sizes.ts'

export interface Planned {
  readonly boxes: Map<ModdleElement, Box>
  /** Of each process and sub-process: the heights at which its flows find their way. */
  readonly channels: Map<ModdleElement, readonly number[]>
}

const [origin, header, between, blackBox] = [{ x: 160, y: 80 }, 30, 60, 60]

/** All participants and processes of a plane, one below the other; what the collaboration says besides comes last. */
export async function plan(root: ModdleElement, processes: readonly ModdleElement[]): Promise<Planned> {
  const participants = isA(root, 'bpmn:Collaboration') ? listOf(root, 'participants') : []
  const laid = new Map<ModdleElement, LaidOut>()
  for (const process of processes) laid.set(process, await layOut(process))
  const held = new Set(participants.map((participant) => refOf(participant, 'processRef')))
  const bands = [...participants, ...processes.filter((process) => !held.has(process))]
  const width = Math.max(400, ...[...laid.values()].map((each) => each.width + header * (1 + depthOf(each.lanes)) + 40))
  const planned: Planned = { boxes: new Map(), channels: new Map() }
  let y = origin.y
  for (const band of bands) {
    const process = isA(band, 'bpmn:Participant') ? refOf(band, 'processRef') : band
    const inside = process && laid.get(process)
    const height = inside ? Math.max(120, inside.height) : blackBox
    const isPool = isA(band, 'bpmn:Participant')
    if (isPool) planned.boxes.set(band, { x: origin.x, y, width, height })
    if (inside) {
      const left = origin.x + (isPool ? header : 0)
      take(planned, inside, { x: left + header * depthOf(inside.lanes) + (isPool ? 10 : 0), y })
      placeLanes(planned.boxes, inside, inside.lanes, { x: left, y, width: width - (isPool ? header : 0) })
    }
    y += height + between
  }
  if (root !== processes[0]) {
    let x = origin.x
    for (const note of contentsOf(root).annotations) {
      const size = sizeOf(note)
      planned.boxes.set(note, { ...size, x, y })
      x += size.width + 24
    }
    planned.channels.set(root, [])
  }
  return planned
}

function take(planned: Planned, inside: LaidOut, by: { x: number; y: number }): void {
  for (const [element, box] of inside.boxes) planned.boxes.set(element, moved(box, by))
  for (const [container, heights] of inside.channels)
    planned.channels.set(
      container,
      heights.map((y) => y + by.y),
    )
}

/** A lane is as high as the lanes inside it, and a header narrower than the one around it. */
function placeLanes(
  boxes: Map<ModdleElement, Box>,
  inside: LaidOut,
  trees: readonly LaneTree[],
  { x, y, width }: { x: number; y: number; width: number },
): void {
  for (const { lane, inner } of trees) {
    const spans = leavesOf([{ lane, inner }]).flatMap((leaf) => inside.bands.get(leaf) ?? [])
    const top = Math.min(...spans.map((span) => span.y))
    const height = spans.reduce((sum, span) => sum + span.height, 0)
    boxes.set(lane, { x, y: y + top, width, height })
    placeLanes(boxes, inside, inner, { x: x + header, y, width: width - header })
  }
}
