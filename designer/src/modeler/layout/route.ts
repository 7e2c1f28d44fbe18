import { distance, hits, middleOf, type Box, type Point } from './geometry.ts'

export type Side = 'left' | 'right' | 'top' | 'bottom'

export interface End {
  readonly box: Box
  /** Where a line may begin or end, the best first. */
  readonly sides: readonly Side[]
}

/** What a line has to go around, and what was drawn before it. */
export interface Surroundings {
  readonly boxes: readonly Box[]
  readonly channels: readonly number[]
  readonly lines: readonly (readonly Point[])[]
}

const away = 22
const outward: Record<Side, Point> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
}

/** The cheapest right-angled line: short, with few corners, through nothing that stands between. */
export function route(source: End, target: End, surroundings: Surroundings): Point[] {
  let best: { cost: number; path: Point[] } | undefined
  for (const [leaving, from] of source.sides.entries()) {
    for (const [entering, to] of target.sides.entries()) {
      for (const path of between(port(source.box, from), from, port(target.box, to), to, surroundings.channels)) {
        const sides = leaving * 40 + entering * 25
        const limit = (best?.cost ?? Infinity) - sides
        const cost = costOf(path, { from, to, source: source.box, target: target.box, limit }, surroundings) + sides
        if (!best || cost < best.cost) best = { cost, path }
      }
    }
  }
  return best?.path ?? [middleOf(source.box), middleOf(target.box)]
}

function port(box: Box, side: Side): Point {
  const middle = middleOf(box)
  const { x, y } = outward[side]
  return { x: Math.round(middle.x + (x * box.width) / 2), y: Math.round(middle.y + (y * box.height) / 2) }
}

const step = (point: Point, side: Side): Point => ({
  x: point.x + outward[side].x * away,
  y: point.y + outward[side].y * away,
})

/** Lines that may join both ports: straight, with one corner, and by way of a channel. */
function between(p: Point, from: Side, q: Point, to: Side, channels: readonly number[]): Point[][] {
  const [out, into] = [step(p, from), step(q, to)]
  const [acrossFrom, acrossTo] = [outward[from].x !== 0, outward[to].x !== 0]
  const heights = nearest(channels, p.y, q.y)
  const paths: Point[][] = []
  if (acrossFrom && acrossTo) {
    if (p.y === q.y) paths.push([p, q])
    for (const x of [out.x, into.x]) paths.push([p, { x, y: p.y }, { x, y: q.y }, q])
    for (const y of heights) paths.push([p, out, { x: out.x, y }, { x: into.x, y }, into, q])
  } else if (!acrossFrom && !acrossTo) {
    if (p.x === q.x) paths.push([p, q])
    for (const y of [out.y, into.y, ...heights]) paths.push([p, { x: p.x, y }, { x: q.x, y }, q])
  } else if (acrossFrom) {
    paths.push([p, { x: q.x, y: p.y }, q])
    for (const y of heights) paths.push([p, out, { x: out.x, y }, { x: q.x, y }, q])
  } else {
    paths.push([p, { x: p.x, y: q.y }, q])
    for (const y of heights) paths.push([p, { x: p.x, y }, { x: into.x, y }, into, q])
  }
  return paths.map(straightened)
}

/** A few channels above and below both ends; a line seldom gains by a longer way. */
function nearest(channels: readonly number[], ...ends: readonly number[]): number[] {
  const near = ends.flatMap((end) => [...channels].sort((a, b) => Math.abs(a - end) - Math.abs(b - end)).slice(0, 6))
  return [...new Set([...near, Math.min(...channels), Math.max(...channels)])].filter(Number.isFinite)
}

/** Without corners that are none. */
const straightened = (path: readonly Point[]): Point[] =>
  path.filter((point, index) => {
    const [before, after] = [path[index - 1], path[index + 1]]
    if (!before || !after) return true
    return !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y))
  })

interface Ends {
  readonly from: Side
  readonly to: Side
  readonly source: Box
  readonly target: Box
  /** What is dearer need not be counted to its end. */
  readonly limit: number
}

function costOf(path: readonly Point[], { from, to, source, target, limit }: Ends, around: Surroundings): number {
  const segments = path.slice(1).map((point, index) => [path[index]!, point] as const)
  let cost = (path.length - 2) * 35 + segments.reduce((sum, [a, b]) => sum + distance(a, b), 0)
  if (!leaves(path[0]!, path[1]!, from) || !leaves(path.at(-1)!, path.at(-2)!, to)) cost += 50_000
  for (const [index, [a, b]] of segments.entries()) {
    for (const box of around.boxes) {
      if (cost >= limit) return cost
      const own = (box === source && index === 0) || (box === target && index === segments.length - 1)
      if (!own && hits(a, b, box)) cost += 5_000
    }
    for (const line of around.lines) {
      if (cost >= limit) return cost
      cost += meeting(a, b, line)
    }
  }
  return cost
}

const leaves = (at: Point, next: Point, side: Side): boolean =>
  (next.x - at.x) * outward[side].x + (next.y - at.y) * outward[side].y > 0

/** Crossing another line costs little, running on top of it much. */
function meeting(a: Point, b: Point, line: readonly Point[]): number {
  let cost = 0
  for (const [index, d] of line.slice(1).entries()) {
    const c = line[index]!
    const flat = a.y === b.y
    if (flat !== (c.y === d.y)) cost += hits(a, b, boxOf(c, d), 0) ? 60 : 0
    else if (flat ? Math.abs(a.y - c.y) < 5 : Math.abs(a.x - c.x) < 5) cost += shared(a, b, c, d, flat ? 'x' : 'y') * 6
  }
  return cost
}

const boxOf = (c: Point, d: Point): Box => ({
  x: Math.min(c.x, d.x),
  y: Math.min(c.y, d.y),
  width: Math.abs(c.x - d.x),
  height: Math.abs(c.y - d.y),
})

const shared = (a: Point, b: Point, c: Point, d: Point, along: 'x' | 'y'): number =>
  Math.max(
    0,
    Math.min(Math.max(a[along], b[along]), Math.max(c[along], d[along])) -
      Math.max(Math.min(a[along], b[along]), Math.min(c[along], d[along])),
  )
