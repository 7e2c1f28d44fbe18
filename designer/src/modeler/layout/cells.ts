import { layoutProcess } from 'bpmn-auto-layout'
import { BpmnModdle } from 'bpmn-moddle'
import { isA, type ModdleElement } from '../services.ts'
import { listOf, refOf, type Contents } from './contents.ts'
import { withAllNodes, type Cell } from './mend.ts'

/** Size of the library's cells. */
const [cellWidth, cellHeight] = [150, 140]

/**
 * The cell of each node, found by bpmn-auto-layout: what follows what from left to right, and which branch lies below which.
 * The library sees only a sketch of the container, because it would draw less than the model has and lose what it does not
 * know; it answers with places, and the model stays as it is.
 */
export async function cellsOf(contents: Contents): Promise<Map<ModdleElement, Cell>> {
  const places = withAllNodes(await answered(contents).catch(() => new Map<ModdleElement, Cell>()), contents)
  const rows = ranks([...places.values()].map(({ row }) => row))
  const columns = ranks([...places.values()].map(({ column }) => column))
  return new Map(
    [...places].map(([node, { row, column }]) => [node, { row: rows.get(row)!, column: columns.get(column)! }]),
  )
}

async function answered(contents: Contents): Promise<Map<ModdleElement, Cell>> {
  const { nodes } = contents
  const laidOut = await layoutProcess(sketch(contents))
  const { rootElement } = await new BpmnModdle().fromXML(laidOut)
  const [diagram] = listOf(rootElement as ModdleElement, 'diagrams')
  const shapes = listOf(refOf(diagram!, 'plane')!, 'planeElement').filter((each) => isA(each, 'bpmndi:BPMNShape'))
  const found = new Map<ModdleElement, Cell>()
  for (const shape of shapes) {
    const id = refOf(shape, 'bpmnElement')?.id ?? ''
    const node = id.startsWith('n') ? nodes[Number(id.slice(1))] : undefined
    const bounds = refOf(shape, 'bounds')!
    const at = (side: string, length: string): number => Number(bounds.get(side)) + Number(bounds.get(length)) / 2
    const cell = { row: Math.floor(at('y', 'height') / cellHeight), column: Math.floor(at('x', 'width') / cellWidth) }
    if (node) found.set(node, cell)
  }
  return found
}

/** Empty rows and columns are left out. */
const ranks = (used: readonly number[]): Map<number, number> =>
  new Map([...new Set(used)].sort((a, b) => a - b).map((value, rank) => [value, rank]))

/** Nodes and flows alone; what is attached by an association, as a compensation handler is, follows like a flow. */
function sketch({ nodes, boundaries, flows, associations }: Contents): string {
  const ids = new Map([
    ...nodes.map((node, index) => [node, `n${index}`] as const),
    ...boundaries.map((event, index) => [event, `b${index}`] as const),
  ])
  const ends = [...flows, ...associations].flatMap((each) => {
    const [from, to] = [ids.get(refOf(each, 'sourceRef')!), ids.get(refOf(each, 'targetRef')!)]
    return from && to ? [{ from, to }] : []
  })
  const lines = ends.map(({ from, to }, index) => ({ id: `f${index}`, from, to }))
  const refs = (id: string): string =>
    lines
      .flatMap(({ id: line, from, to }) => [
        ...(to === id ? [`<incoming>${line}</incoming>`] : []),
        ...(from === id ? [`<outgoing>${line}</outgoing>`] : []),
      ])
      .join('')
  const parts = [
    ...nodes.map((node) => `<${tag(node)} id="${ids.get(node)}">${refs(ids.get(node)!)}</${tag(node)}>`),
    ...boundaries.map((event) => {
      const host = ids.get(refOf(event, 'attachedToRef')!)
      return `<boundaryEvent id="${ids.get(event)}" attachedToRef="${host}">${refs(ids.get(event)!)}</boundaryEvent>`
    }),
    ...lines.map(({ id, from, to }) => `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"/>`),
  ]
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="sketch"><process id="sketch">${parts.join('')}</process></definitions>`
}

function tag(node: ModdleElement): string {
  if (isA(node, 'bpmn:ExclusiveGateway')) return 'exclusiveGateway'
  if (isA(node, 'bpmn:Gateway')) return 'parallelGateway'
  if (isA(node, 'bpmn:StartEvent')) return 'startEvent'
  if (isA(node, 'bpmn:EndEvent')) return 'endEvent'
  return isA(node, 'bpmn:Event') ? 'intermediateThrowEvent' : 'task'
}
