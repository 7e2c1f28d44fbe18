import type { ModdleElement } from '../services.ts'
import { refOf, type Contents } from './contents.ts'

export interface Cell {
  readonly row: number
  readonly column: number
}

/**
 * Gives a cell to each node that has none: to the right of what leads to it, in the nearest free row. The library loses nodes
 * where branches meet in an occupied cell; without any cell this lays out the whole container by itself.
 */
export function withAllNodes(found: ReadonlyMap<ModdleElement, Cell>, contents: Contents): Map<ModdleElement, Cell> {
  const cells = new Map(found)
  const before = leadingTo(contents)
  const missing = new Set(contents.nodes.filter((node) => !cells.has(node)))
  while (missing.size > 0) {
    const node = nextOf(missing, cells, before)
    missing.delete(node)
    const leaders = (before.get(node) ?? []).flatMap((leader) => cells.get(leader) ?? [])
    const column = Math.max(-1, ...leaders.map((leader) => leader.column)) + 1
    const wanted = leaders.length > 0 ? Math.min(...leaders.map(({ row }) => row)) : bottomOf(cells) + 1
    cells.set(node, { column, row: freeRow(cells, column, wanted) })
  }
  return cells
}

/** Whatever follows a placed node; else whatever nothing leads to; in a circle the first. */
function nextOf(
  missing: ReadonlySet<ModdleElement>,
  cells: ReadonlyMap<ModdleElement, Cell>,
  before: ReadonlyMap<ModdleElement, readonly ModdleElement[]>,
): ModdleElement {
  const all = [...missing]
  const leaders = (node: ModdleElement): readonly ModdleElement[] => before.get(node) ?? []
  return (
    all.find((node) => leaders(node).length > 0 && leaders(node).every((leader) => cells.has(leader))) ??
    all.find((node) => leaders(node).some((leader) => cells.has(leader))) ??
    all.find((node) => leaders(node).length === 0) ??
    all[0]!
  )
}

function leadingTo({ flows, associations }: Contents): Map<ModdleElement, ModdleElement[]> {
  const leaders = new Map<ModdleElement, ModdleElement[]>()
  for (const line of [...flows, ...associations]) {
    const [from, to] = [refOf(line, 'sourceRef'), refOf(line, 'targetRef')]
    const source = (from && refOf(from, 'attachedToRef')) ?? from
    if (source && to && source !== to) leaders.set(to, [...(leaders.get(to) ?? []), source])
  }
  return leaders
}

const bottomOf = (cells: ReadonlyMap<ModdleElement, Cell>): number =>
  Math.max(-1, ...[...cells.values()].map(({ row }) => row))

function freeRow(cells: ReadonlyMap<ModdleElement, Cell>, column: number, wanted: number): number {
  const taken = new Set([...cells.values()].filter((cell) => cell.column === column).map(({ row }) => row))
  let row = wanted
  while (taken.has(row)) row++
  return row
}
