import { BpmnModdle } from 'bpmn-moddle'
import { expect, test } from 'vitest'
import { moddleExtensions } from '../moddle.ts'
import { isA, type ModdleElement } from '../services.ts'
import { listOf, refOf } from './contents.ts'
import { withDiagram } from './index.ts'

const files: Record<string, string> = import.meta.glob('../../../../tests/convert/*/*.bpmn', {
  query: '?raw',
  eager: true,
  import: 'default',
})
const models = Object.entries(files)
  .filter(([, xml]) => !xml.includes('BPMNShape'))
  .map(([file, xml]) => ({ name: file.split('/').slice(-2).join('/'), xml }))

const moddle = new BpmnModdle(moddleExtensions)

/** Warnings tell of references that lead nowhere, with the element; what they say is compared. */
const said = (warnings: unknown[]): unknown[] =>
  warnings.map((warning) => {
    const { message, property, value } = warning as { message: string; property: string; value: string }
    return { message, property, value }
  })

async function read(xml: string): Promise<{ definitions: ModdleElement; warnings: unknown[] }> {
  const { rootElement, warnings } = await moddle.fromXML(xml)
  return { definitions: rootElement as ModdleElement, warnings }
}

async function withoutDiagram(xml: string): Promise<string> {
  const { definitions } = await read(xml)
  Object.assign(definitions, { diagrams: [] })
  const written = (await moddle.toXML(definitions, { format: true })).xml
  return written.replace(/ xmlns:(bpmndi|dc|di)="[^"]*"/g, '')
}

function inside(container: ModdleElement): ModdleElement[] {
  const own = [...listOf(container, 'flowElements'), ...listOf(container, 'artifacts')]
  return own.flatMap((element) => [element, ...(isA(element, 'bpmn:SubProcess') ? inside(element) : [])])
}

test('there are a hundred models without a diagram', () => {
  expect(models.length).toBeGreaterThan(100)
})

test.each(models)('$name: every node gets a shape, every flow an edge, and nothing else changes', async ({ xml }) => {
  const laidOut = await withDiagram(xml)

  const { definitions, warnings } = await read(laidOut!.xml)
  expect(said(warnings)).toEqual(said((await read(xml)).warnings))
  const [diagram] = listOf(definitions, 'diagrams')
  const drawn = listOf(refOf(diagram!, 'plane')!, 'planeElement')
  const drawnAs = (type: string) => drawn.filter((each) => isA(each, type)).map((each) => refOf(each, 'bpmnElement'))
  const [shapes, edges] = [drawnAs('bpmndi:BPMNShape'), drawnAs('bpmndi:BPMNEdge')]
  const elements = listOf(definitions, 'rootElements')
    .filter((root) => isA(root, 'bpmn:Process'))
    .flatMap(inside)
  const nodes = elements.filter((element) => isA(element, 'bpmn:FlowNode') || element.$type.endsWith('Reference'))
  const flows = elements.filter((element) => isA(element, 'bpmn:SequenceFlow') || isA(element, 'bpmn:Association'))
  expect(nodes.filter((node) => !shapes.includes(node))).toEqual([])
  expect(flows.filter((flow) => !edges.includes(flow))).toEqual([])
  expect(await withoutDiagram(laidOut!.xml)).toEqual(await withoutDiagram(xml))
})
