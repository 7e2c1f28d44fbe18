export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

export const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 })

export const moved = (box: Box, by: Point): Box => ({ ...box, x: box.x + by.x, y: box.y + by.y })

/** The smallest box around all of these, with a margin; undefined around nothing. */
export function around(boxes: readonly Box[], margin = 0): Box | undefined {
  if (boxes.length === 0) return undefined
  const x = Math.min(...boxes.map((box) => box.x)) - margin
  const y = Math.min(...boxes.map((box) => box.y)) - margin
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + margin
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + margin
  return { x, y, width: right - x, height: bottom - y }
}

/** Does a horizontal or vertical segment come closer to the box than the margin? */
export function hits(a: Point, b: Point, box: Box, margin = 6): boolean {
  const clear =
    Math.max(a.x, b.x) <= box.x - margin ||
    Math.min(a.x, b.x) >= box.x + box.width + margin ||
    Math.max(a.y, b.y) <= box.y - margin ||
    Math.min(a.y, b.y) >= box.y + box.height + margin
  return !clear
}

/** Where the line from the middle of the box to a point leaves the box. */
export function borderTowards(box: Box, to: Point): Point {
  const from = middleOf(box)
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  if (dx === 0 && dy === 0) return from
  const across = Math.min(
    dx === 0 ? Infinity : box.width / 2 / Math.abs(dx),
    dy === 0 ? Infinity : box.height / 2 / Math.abs(dy),
  )
  const part = Math.min(1, across)
  return { x: Math.round(from.x + dx * part), y: Math.round(from.y + dy * part) }
}

/** The point half way along a line of segments. */
export function halfway(points: readonly Point[]): Point {
  const lengths = points.slice(1).map((point, index) => distance(points[index]!, point))
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2
  for (const [index, length] of lengths.entries()) {
    if (left > length) {
      left -= length
      continue
    }
    const [from, to] = [points[index]!, points[index + 1]!]
    const part = length === 0 ? 0 : left / length
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
  }
  return points.at(-1) ?? { x: 0, y: 0 }
}

export const distance = (a: Point, b: Point): number => Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
