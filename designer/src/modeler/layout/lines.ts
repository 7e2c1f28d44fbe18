import { isA, type ModdleElement } from '../services.ts'
import { contentsOf, dataEnds, refOf } from './contents.ts'
import { borderTowards, distance, halfway, middleOf, type Box, type Point } from './geometry.ts'
import { route, type End, type Side } from './route.ts'

export type Lines = Map<ModdleElement, Point[]>

/** Draws the flows of a container around what it holds, then the dotted lines straight. */
export function drawLines(
  container: ModdleElement,
  boxes: ReadonlyMap<ModdleElement, Box>,
  channels: readonly number[],
  lines: Lines,
): void {
  const { nodes, boundaries, flows, data, annotations, associations } = contentsOf(container)
  const standing = [...nodes, ...boundaries, ...data, ...annotations].flatMap((element) => boxes.get(element) ?? [])
  const drawn: Point[][] = []
  for (const { flow, source, target } of shortestFirst(flows, boxes)) {
    const path = route(endOf(source, boxes, true), endOf(target, boxes, false), {
      boxes: standing,
      channels,
      lines: drawn,
    })
    drawn.push(path)
    lines.set(flow, path)
  }
  for (const { association, from, to } of [
    ...associations.map((each) => ({
      association: each,
      from: refOf(each, 'sourceRef'),
      to: refOf(each, 'targetRef'),
    })),
    ...[...nodes, ...boundaries].flatMap(dataEnds),
  ]) {
    const path = dotted(from, to, boxes, lines)
    if (path) lines.set(association, path)
  }
}

function shortestFirst(flows: readonly ModdleElement[], boxes: ReadonlyMap<ModdleElement, Box>) {
  const drawable = flows.flatMap((flow) => {
    const [source, target] = [refOf(flow, 'sourceRef'), refOf(flow, 'targetRef')]
    if (!source || !target || !boxes.has(source) || !boxes.has(target)) return []
    const length = distance(middleOf(boxes.get(source)!), middleOf(boxes.get(target)!))
    return [{ flow, source, target, length }]
  })
  return drawable.sort((a, b) => a.length - b.length)
}

/** As people draw: tasks are left to the right and entered from the left; gateways have corners for their branches. */
function endOf(element: ModdleElement, boxes: ReadonlyMap<ModdleElement, Box>, leaving: boolean): End {
  const box = boxes.get(element)!
  const host = isA(element, 'bpmn:BoundaryEvent') ? boxes.get(refOf(element, 'attachedToRef')!) : undefined
  const sides: Side[] = host
    ? [middleOf(box).y > middleOf(host).y ? 'bottom' : 'top']
    : leaving
      ? ['right', 'bottom', 'top']
      : ['left', 'top', 'bottom']
  return { box, sides }
}

/** A straight line between two borders; an end may also be a line, which is met half way. */
function dotted(
  from: ModdleElement | undefined,
  to: ModdleElement | undefined,
  boxes: ReadonlyMap<ModdleElement, Box>,
  lines: Lines,
): Point[] | undefined {
  const boxFor = (end: ModdleElement | undefined): Box | undefined => {
    if (!end) return undefined
    const line = lines.get(end)
    return line ? { ...halfway(line), width: 0, height: 0 } : boxes.get(end)
  }
  const [a, b] = [boxFor(from), boxFor(to)]
  return a && b && [borderTowards(a, middleOf(b)), borderTowards(b, middleOf(a))]
}

/** Where a message leaves: of a whole pool straight over or under its other end. */
function facing(box: Box, other: Box): Point {
  const [own, there] = [middleOf(box), middleOf(other)]
  const isPool = box.width > other.width && there.x > box.x && there.x < box.x + box.width
  return isPool ? { x: there.x, y: own.y } : own
}

/** Between two pools: down or up, along the space between them, and on. */
export function messageLine(from: Box | undefined, to: Box | undefined): Point[] | undefined {
  if (!from || !to) return undefined
  const isDown = middleOf(from).y < middleOf(to).y
  const [a, b] = [facing(from, to), facing(to, from)]
  const start = { x: a.x, y: isDown ? from.y + from.height : from.y }
  const end = { x: b.x, y: isDown ? to.y : to.y + to.height }
  const channel = end.y + (isDown ? -24 : 24)
  return a.x === b.x ? [start, end] : [start, { x: a.x, y: channel }, { x: b.x, y: channel }, end]
}
