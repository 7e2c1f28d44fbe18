import type { ModdleElement } from '../services.ts'
import { listOf, refOf } from './contents.ts'

/** A lane, from the outermost to those that hold flow nodes. */
export interface LaneTree {
  readonly lane: ModdleElement
  readonly inner: readonly LaneTree[]
}

export function lanesOf(container: ModdleElement): readonly LaneTree[] {
  const trees = (laneSet: ModdleElement | undefined): LaneTree[] =>
    laneSet ? listOf(laneSet, 'lanes').map((lane) => ({ lane, inner: trees(refOf(lane, 'childLaneSet')) })) : []
  return container.$type === 'bpmn:Process' ? listOf(container, 'laneSets').flatMap(trees) : []
}

export const depthOf = (trees: readonly LaneTree[]): number =>
  Math.max(0, ...trees.map(({ inner }) => 1 + depthOf(inner)))

/** The innermost lanes from top to bottom. */
export const leavesOf = (trees: readonly LaneTree[]): ModdleElement[] =>
  trees.flatMap(({ lane, inner }) => (inner.length > 0 ? leavesOf(inner) : [lane]))

/** Nodes by the innermost lane that names them; under `undefined` those that no lane names. */
export function byLane(
  trees: readonly LaneTree[],
  nodes: readonly ModdleElement[],
): { lane: ModdleElement | undefined; nodes: ModdleElement[] }[] {
  const leaves = leavesOf(trees)
  const laneOf = (node: ModdleElement): ModdleElement | undefined =>
    leaves.find((lane) => listOf(lane, 'flowNodeRef').includes(node))
  const bands = leaves.map((lane) => ({ lane, nodes: nodes.filter((node) => laneOf(node) === lane) }))
  const rest = nodes.filter((node) => laneOf(node) === undefined)
  return rest.length > 0 || bands.length === 0 ? [...bands, { lane: undefined, nodes: rest }] : bands
}
