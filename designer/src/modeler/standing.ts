import type NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'

export interface Standing {
  active: readonly { element: string; count: number }[]
  completed: readonly string[]
  flows: readonly string[]
  incidents: readonly string[]
}

interface Drawn {
  id: string
  x?: number
  y?: number
  width?: number
  height?: number
  children?: unknown[]
  businessObject: { name?: string; $type: string }
}

export interface ViewServices {
  canvas: {
    zoom(level: 'fit-viewport' | number, centre?: 'auto'): number
    viewbox(): {
      x: number
      y: number
      width: number
      height: number
      scale: number
      outer: { width: number; height: number }
    }
    viewbox(box: { x: number; y: number; width: number; height: number }): void
    addMarker(element: string, marker: string): void
    removeMarker(element: string, marker: string): void
  }
  overlays: {
    add(element: string, type: string, overlay: object): string
    remove(filter: { type: string }): void
  }
  zoomScroll: { stepZoom(delta: number): void }
  elementRegistry: { get(id: string): Drawn | undefined; forEach(visit: (element: Drawn) => void): void }
}

type Words = (key: string, values?: Record<string, unknown>) => string

const markers = ['lb-active', 'lb-scope', 'lb-done', 'lb-taken', 'lb-incident'] as const
const badgeType = 'lb-standing'

/** Draws where a case stands and answers the same in names. Ids that the drawing does not have are passed over. */
export function drawStanding(viewer: NavigatedViewer, standing: Standing, t: Words) {
  const canvas = viewer.get<ViewServices['canvas']>('canvas')
  const overlays = viewer.get<ViewServices['overlays']>('overlays')
  const registry = viewer.get<ViewServices['elementRegistry']>('elementRegistry')
  const known = (id: string): boolean => registry.get(id) !== undefined
  const nameOf = (id: string): string => registry.get(id)?.businessObject.name || id

  overlays.remove({ type: badgeType })
  registry.forEach((element) => markers.forEach((marker) => canvas.removeMarker(element.id, marker)))

  const present = standing.active.filter((each) => known(each.element))
  // What runs inside an open sub-process says more than the sub-process around it, which only gets a border.
  const isScope = (id: string): boolean => (registry.get(id)?.children?.length ?? 0) > 0
  const steps = present.filter((each) => !isScope(each.element))
  const active = steps.length ? steps : present
  const activeIds = new Set(present.map((each) => each.element))
  const completed = standing.completed.filter((id) => known(id) && !activeIds.has(id))
  const incidents = standing.incidents.filter(known)

  standing.flows.filter(known).forEach((id) => canvas.addMarker(id, 'lb-taken'))
  for (const id of completed) {
    canvas.addMarker(id, 'lb-done')
    overlays.add(id, badgeType, badge('lb-badge-done', '✓', t('diagram.doneStep', { name: nameOf(id) })))
  }
  for (const { element } of present) if (isScope(element)) canvas.addMarker(element, 'lb-scope')
  for (const { element, count } of active) {
    if (isScope(element)) continue
    canvas.addMarker(element, 'lb-active')
    overlays.add(
      element,
      badgeType,
      badge('lb-badge-active', `▶ ${count}`, t('diagram.activeStep', { name: nameOf(element), count })),
    )
  }
  for (const id of incidents) {
    canvas.addMarker(id, 'lb-incident')
    overlays.add(id, badgeType, badge('lb-badge-incident', '!', t('diagram.incidentStep', { name: nameOf(id) }), true))
  }

  return {
    first: active[0]?.element,
    active: active.map((each) => (each.count > 1 ? `${nameOf(each.element)} ×${each.count}` : nameOf(each.element))),
    incidents: incidents.map(nameOf),
    completed: completed.length,
  }
}

function badge(className: string, text: string, title: string, left = false) {
  const html = document.createElement('div')
  html.className = `lb-badge ${className}`
  html.textContent = text
  html.title = title
  // On a small drawing the signs keep a size that can be read.
  return { position: left ? { bottom: 10, left: -8 } : { top: -10, right: 16 }, scale: { min: 0.85 }, html }
}
