import { isA, type ModdleElement } from '../services.ts'
import type { Create } from '../../properties/model/extension.ts'
import { isContainer } from './contents.ts'
import type { Box, Point } from './geometry.ts'
import { labelOf } from './labels.ts'
import type { Lines } from './lines.ts'

type Taken = Set<string>

/** The diagram interchange of a plane: a shape for each box, an edge for each line. */
export function diagramOf(
  create: Create,
  root: ModdleElement,
  boxes: ReadonlyMap<ModdleElement, Box>,
  lines: Lines,
  taken: Taken,
): ModdleElement {
  const plane = create('bpmndi:BPMNPlane', { id: fresh(`${root.id}_plane`, taken), bpmnElement: root })
  const shapes = [...boxes].map(([element, box]) => {
    const label = labelOf(element, boxes)
    return owned(
      create('bpmndi:BPMNShape', {
        id: fresh(`${idOf(element, taken)}_di`, taken),
        bpmnElement: element,
        bounds: boundsOf(create, box),
        ...(isContainer(element) ? { isExpanded: true } : {}),
        ...(isA(element, 'bpmn:ExclusiveGateway') ? { isMarkerVisible: true } : {}),
        ...(isA(element, 'bpmn:Participant') || isA(element, 'bpmn:Lane') ? { isHorizontal: true } : {}),
        ...(label ? { label: owned(create('bpmndi:BPMNLabel', { bounds: boundsOf(create, label) })) } : {}),
      }),
    )
  })
  const edges = [...lines].map(([element, points]) =>
    owned(
      create('bpmndi:BPMNEdge', {
        id: fresh(`${idOf(element, taken)}_di`, taken),
        bpmnElement: element,
        waypoint: points.map((point) => create('dc:Point', rounded(point))),
      }),
    ),
  )
  Object.assign(plane, { planeElement: [...shapes, ...edges] })
  for (const each of [...shapes, ...edges]) each.$parent = plane
  return owned(create('bpmndi:BPMNDiagram', { id: fresh(`${root.id}_diagram`, taken), plane }))
}

function owned(element: ModdleElement): ModdleElement {
  for (const part of ['bounds', 'label', 'plane', 'waypoint']) {
    if (!element.$descriptor?.properties?.some(({ name }) => name.endsWith(`:${part}`))) continue
    const value = element.get(part) as ModdleElement | ModdleElement[] | undefined
    for (const child of Array.isArray(value) ? value : value ? [value] : []) child.$parent = element
  }
  return element
}

const boundsOf = (create: Create, { width, height, ...point }: Box): ModdleElement =>
  create('dc:Bounds', { ...rounded(point), width: Math.round(width), height: Math.round(height) })

const rounded = ({ x, y }: Point): { x: number; y: number } => ({ x: Math.round(x), y: Math.round(y) })

/** The interchange refers by id; an association of data may have none. */
function idOf(element: ModdleElement, taken: Taken): string {
  element.id ??= fresh(element.$type.replace('bpmn:', ''), taken)
  return element.id
}

/** The wanted id, or the next that nobody has. */
export function fresh(wanted: string, taken: Taken): string {
  let id = wanted
  for (let count = 2; taken.has(id); count++) id = `${wanted}_${count}`
  taken.add(id)
  return id
}
