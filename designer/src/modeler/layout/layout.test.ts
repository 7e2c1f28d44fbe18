import { BpmnModdle } from 'bpmn-moddle'
import { expect, test } from 'vitest'
import { moddleExtensions } from '../moddle.ts'
import { isA, type ModdleElement } from '../services.ts'
import { listOf, refOf } from './contents.ts'
import { hits, type Box, type Point } from './geometry.ts'
import { withDiagram } from './index.ts'

const moddle = new BpmnModdle(moddleExtensions)

const flow = (from: string, to: string): string =>
  `<sequenceFlow id="${from}_${to}" sourceRef="${from}" targetRef="${to}"/>`
const process = (id: string, ...content: string[]): string =>
  `<process id="${id}" name="${id}">${content.join('')}</process>`
const file = (...content: string[]): string =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">${content.join('')}</definitions>`

interface Drawn {
  readonly shapes: Readonly<Record<string, Box>>
  readonly edges: Readonly<Record<string, readonly Point[]>>
  readonly ids: readonly string[]
}

async function drawn(xml: string): Promise<Drawn> {
  const { rootElement } = await moddle.fromXML((await withDiagram(xml))!.xml)
  const [diagram] = listOf(rootElement as ModdleElement, 'diagrams')
  const parts = listOf(refOf(diagram!, 'plane')!, 'planeElement')
  const number = (of: ModdleElement, name: string): number => Number(of.get(name))
  const boxOf = (shape: ModdleElement): Box => {
    const bounds = refOf(shape, 'bounds')!
    const [x, y] = [number(bounds, 'x'), number(bounds, 'y')]
    return { x, y, width: number(bounds, 'width'), height: number(bounds, 'height') }
  }
  const of = (part: ModdleElement): string => refOf(part, 'bpmnElement')!.id!
  return {
    shapes: Object.fromEntries(
      parts.filter((part) => isA(part, 'bpmndi:BPMNShape')).map((shape) => [of(shape), boxOf(shape)]),
    ),
    edges: Object.fromEntries(
      parts
        .filter((part) => isA(part, 'bpmndi:BPMNEdge'))
        .map((edge) => [
          of(edge),
          listOf(edge, 'waypoint').map((point) => ({ x: number(point, 'x'), y: number(point, 'y') })),
        ]),
    ),
    ids: parts.map(({ id }) => id!),
  }
}

const within = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height
const apart = (a: Box, b: Box): boolean => !hits(a, { x: a.x + a.width, y: a.y + a.height }, b, 0)

const loan = process(
  'loan',
  '<startEvent id="start"/><exclusiveGateway id="split"/><task id="small"/><task id="large"/><task id="more"/>',
  '<exclusiveGateway id="join"/><endEvent id="end"/>',
  flow('start', 'split') + flow('split', 'small') + flow('split', 'large') + flow('split', 'join'),
  flow('small', 'join') + flow('large', 'more') + flow('more', 'join') + flow('join', 'end') + flow('more', 'large'),
)

test('what follows stands to the right, and nothing covers another', async () => {
  const { shapes } = await drawn(file(loan))
  const order = ['start', 'split', 'large', 'more', 'join', 'end'].map((id) => shapes[id]!.x)
  expect(order).toEqual([...order].sort((a, b) => a - b))
  const all = Object.entries(shapes)
  const covering = all.flatMap(([a, box]) =>
    all.filter(([b, other]) => a < b && !apart(box, other)).map(([b]) => `${a} and ${b}`),
  )
  expect(covering).toEqual([])
})

test('a flow is right-angled and goes around what it does not join', async () => {
  const { shapes, edges } = await drawn(file(loan))
  for (const [id, points] of Object.entries(edges)) {
    for (const [index, to] of points.slice(1).entries()) {
      const from = points[index]!
      expect(from.x === to.x || from.y === to.y, id).toBe(true)
      const crossed = Object.entries(shapes).filter(
        ([node, box]) => !id.split('_').includes(node) && hits(from, to, box, 0),
      )
      expect(crossed, id).toEqual([])
    }
  }
})

test('lanes hold their nodes, one below the other, and a pool holds its lanes', async () => {
  const lane = (id: string, ...nodes: string[]): string =>
    `<lane id="${id}">${nodes.map((node) => `<flowNodeRef>${node}</flowNodeRef>`).join('')}</lane>`
  const { shapes, edges } = await drawn(
    file(
      '<collaboration id="together"><participant id="pool" processRef="p"/><participant id="applicant"/>',
      '<messageFlow id="apply" sourceRef="applicant" targetRef="a"/></collaboration>',
      process(
        'p',
        `<laneSet id="set">${lane('window', 'a', 'c')}${lane('office', 'b')}</laneSet>`,
        '<task id="a"/><task id="b"/><task id="c"/>',
        flow('a', 'b') + flow('b', 'c'),
      ),
    ),
  )
  for (const [around, node] of [
    ['window', 'a'],
    ['window', 'c'],
    ['office', 'b'],
  ] as const)
    expect(within(shapes[node]!, shapes[around]!), node).toBe(true)
  expect(shapes['office']!.y).toBe(shapes['window']!.y + shapes['window']!.height)
  expect(within(shapes['window']!, shapes['pool']!)).toBe(true)
  expect(apart(shapes['applicant']!, shapes['pool']!)).toBe(true)
  expect(edges['apply']).toHaveLength(2)
})

test('a sub-process stands open around its content, an event on the border of its host', async () => {
  const { shapes } = await drawn(
    file(
      process(
        'p',
        `<subProcess id="sub"><task id="inner"/><task id="next"/>${flow('inner', 'next')}</subProcess>`,
        '<boundaryEvent id="late" attachedToRef="sub"/><endEvent id="end"/>',
        flow('late', 'end'),
      ),
    ),
  )
  expect(within(shapes['inner']!, shapes['sub']!)).toBe(true)
  expect(within(shapes['next']!, shapes['sub']!)).toBe(true)
  const border = shapes['sub']!.y + shapes['sub']!.height
  expect(shapes['late']!.y + shapes['late']!.height / 2).toBe(border)
  expect(shapes['end']!.y).toBeGreaterThan(border)
})

test('data and notes are drawn beside the nodes to which their lines lead', async () => {
  const { shapes, edges } = await drawn(
    file(
      process(
        'p',
        '<dataObject id="o"/><dataObjectReference id="papers" dataObjectRef="o"/><dataStoreReference id="register"/>',
        '<task id="check"><dataInputAssociation><sourceRef>papers</sourceRef><targetRef>papers</targetRef></dataInputAssociation>',
        '<dataOutputAssociation id="write"><targetRef>register</targetRef></dataOutputAssociation></task>',
        '<textAnnotation id="note"><text>先核对</text></textAnnotation>',
        '<association id="about" sourceRef="check" targetRef="note"/>',
      ),
    ),
  )
  expect(Object.keys(shapes).sort()).toEqual(['check', 'note', 'papers', 'register'])
  expect(Object.keys(edges)).toHaveLength(3)
  expect(Object.keys(edges)).toEqual(expect.arrayContaining(['about', 'write']))
  for (const beside of ['note', 'papers', 'register'])
    expect(apart(shapes['check']!, shapes[beside]!), beside).toBe(true)
})

test('several processes without a collaboration are given a pool each, and the ids stay unique', async () => {
  const xml = file(process('p', '<task id="a"/>'), process('Participant_p', '<task id="a_di"/>'))
  expect((await withDiagram(xml))!.pooled).toBe(true)
  const { shapes, ids } = await drawn(xml)
  expect(Object.keys(shapes)).toHaveLength(4)
  const all = [...ids, 'p', 'Participant_p', 'a', 'a_di', ...Object.keys(shapes)]
  expect(new Set(all).size).toBe(new Set([...ids, ...Object.keys(shapes), 'p', 'Participant_p']).size)
  expect(ids.filter((id) => ['a', 'a_di', 'p', 'Participant_p'].includes(id))).toEqual([])
})

test('a file that is no model, or has no process, gets no layout', async () => {
  expect(await withDiagram('not XML')).toBeUndefined()
  expect(await withDiagram(file())).toBeUndefined()
})
