import type { ModdleElement } from '../services.ts'
import type { Cell } from './mend.ts'
import type { Box } from './geometry.ts'
import { byLane, type LaneTree } from './lanes.ts'

type Size = Pick<Box, 'width' | 'height'>

/** What is drawn beside the nodes of a band: above it or below it, over the node to which it belongs. */
export interface Companion {
  readonly element: ModdleElement
  readonly of: ModdleElement | undefined
}

export interface Placed {
  readonly boxes: ReadonlyMap<ModdleElement, Box>
  /** Height of each lane's band, and where it begins. */
  readonly bands: ReadonlyMap<ModdleElement, { y: number; height: number }>
  /** Heights between the rows, at which a flow finds its way. */
  readonly channels: readonly number[]
  readonly width: number
  readonly height: number
}

const [gapAcross, gapDown, edge] = [60, 56, 28]

/** Cells become boxes: a column is as wide as its widest node, a row as high as its highest, a lane as its rows. */
export function placeInBands(
  nodes: readonly ModdleElement[],
  cells: ReadonlyMap<ModdleElement, Cell>,
  lanes: readonly LaneTree[],
  companions: readonly Companion[],
  sizeOf: (element: ModdleElement) => Size,
): Placed {
  const boxes = new Map<ModdleElement, Box>()
  const bands = new Map<ModdleElement, { y: number; height: number }>()
  const channels: number[] = []
  const columns = columnsOf(nodes, cells, sizeOf)
  let width = columns.reduce((sum, column) => sum + column.width, 0)
  let y = 0

  const lay = (companionRow: readonly Companion[]): void => {
    const laid = inLine(companionRow, boxes, columns, sizeOf)
    const height = Math.max(0, ...laid.map(({ box }) => box.height))
    for (const { element, box } of laid) boxes.set(element, { ...box, y: y + height - box.height })
    width = Math.max(width, ...laid.map(({ box }) => box.x + box.width))
    if (height > 0) y += height + edge
  }

  for (const band of byLane(lanes, nodes)) {
    const top = y
    y += edge
    const rows = [...new Set(band.nodes.map((node) => cells.get(node)!.row))].sort((a, b) => a - b)
    const own = companions.filter(({ of }) => (of ? band.nodes.includes(of) : band.lane === lastLane(lanes)))
    const above = own.filter(({ of }) => of && cells.get(of)!.row === rows[0])
    // Above a row that is not placed yet only the columns are known.
    for (const { of } of above) if (of) boxes.set(of, { ...columns[cells.get(of)!.column]!, ...sizeOf(of), y: 0 })
    lay(above)
    for (const row of rows) {
      const inRow = band.nodes.filter((node) => cells.get(node)!.row === row)
      const height = Math.max(...inRow.map((node) => sizeOf(node).height), 80)
      channels.push(y - 12)
      for (const node of inRow) {
        const size = sizeOf(node)
        const column = columns[cells.get(node)!.column]!
        const x = column.x + (column.width - size.width) / 2
        boxes.set(node, { ...size, x: Math.round(x), y: Math.round(y + (height - size.height) / 2) })
      }
      y += height + gapDown
      // Events on a border reach below their row.
      channels.push(y - 26, y - 12)
    }
    lay(own.filter((each) => !above.includes(each)))
    if (rows.length === 0) y += 80
    if (band.lane) bands.set(band.lane, { y: top, height: y - top })
  }
  return { boxes, bands, channels, width: Math.max(width, 100), height: y }
}

const lastLane = (lanes: readonly LaneTree[]): ModdleElement | undefined => byLane(lanes, []).at(-1)?.lane

interface Column {
  readonly x: number
  readonly width: number
}

function columnsOf(
  nodes: readonly ModdleElement[],
  cells: ReadonlyMap<ModdleElement, Cell>,
  sizeOf: (element: ModdleElement) => Size,
): Column[] {
  const columns: Column[] = []
  const count = Math.max(0, ...[...cells.values()].map(({ column }) => column + 1))
  let x = 0
  for (let index = 0; index < count; index++) {
    const inColumn = nodes.filter((node) => cells.get(node)!.column === index)
    const width = Math.max(36, ...inColumn.map((node) => sizeOf(node).width)) + gapAcross
    columns.push({ x, width })
    x += width
  }
  return columns
}

/** One after the other, each as near as it can be to the right of what it belongs to. */
function inLine(
  companions: readonly Companion[],
  boxes: ReadonlyMap<ModdleElement, Box>,
  columns: readonly Column[],
  sizeOf: (element: ModdleElement) => Size,
): { element: ModdleElement; box: Box }[] {
  const wanted = companions
    .map(({ element, of }) => ({ element, x: (of && boxes.get(of)?.x) ?? columns[0]?.x ?? 0 }))
    .sort((a, b) => a.x - b.x)
  let free = 0
  return wanted.map(({ element, x }) => {
    const size = sizeOf(element)
    const at = Math.max(x, free)
    free = at + size.width + 24
    return { element, box: { ...size, x: at, y: 0 } }
  })
}
