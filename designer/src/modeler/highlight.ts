import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import { showAround } from './fitStanding.ts'
import type { ViewServices } from './standing.ts'

const marker = 'lb-highlighted'

/** Frames the elements and brings the first into sight; ids that the drawing does not have are passed over. */
export function showHighlighted(viewer: NavigatedViewer, ids: readonly string[]): void {
  const canvas = viewer.get<ViewServices['canvas']>('canvas')
  const registry = viewer.get<ViewServices['elementRegistry']>('elementRegistry')
  registry.forEach(({ id }) => canvas.removeMarker(id, marker))
  const known = ids.filter((id) => registry.get(id) !== undefined)
  for (const id of known) canvas.addMarker(id, marker)
  const first = known[0] === undefined ? undefined : registry.get(known[0])
  if (first) showAround(canvas, first)
}
