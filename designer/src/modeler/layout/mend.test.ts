import { BpmnModdle } from 'bpmn-moddle'
import { expect, test } from 'vitest'
import type { ModdleElement } from '../services.ts'
import { contentsOf, listOf } from './contents.ts'
import { withAllNodes } from './mend.ts'

const flow = (from: string, to: string): string =>
  `<sequenceFlow id="${from}${to}" sourceRef="${from}" targetRef="${to}"/>`

async function contents(flows: string) {
  const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p">
    <task id="a"/><task id="b"/><task id="c"/><task id="d"/>${flows}</process></definitions>`
  const { rootElement } = await new BpmnModdle().fromXML(xml)
  return contentsOf(listOf(rootElement as ModdleElement, 'rootElements')[0]!)
}

const told = (cells: ReadonlyMap<ModdleElement, { row: number; column: number }>) =>
  Object.fromEntries([...cells].map(([{ id }, { row, column }]) => [id, [column, row]]))

test('without any cell, followers stand to the right and branches below', async () => {
  const fork = await contents(flow('a', 'b') + flow('a', 'c') + flow('b', 'd') + flow('c', 'd'))
  expect(told(withAllNodes(new Map(), fork))).toEqual({ a: [0, 0], b: [1, 0], c: [1, 1], d: [2, 0] })
})

test('a circle has a place for each as well', async () => {
  const circle = await contents(flow('a', 'b') + flow('b', 'a') + flow('c', 'd') + flow('d', 'd'))
  const places = Object.values(told(withAllNodes(new Map(), circle))).map(String)
  expect(new Set(places).size).toBe(4)
})

test('a node that was left out is placed beside those that have a cell, which keep theirs', async () => {
  const line = await contents(flow('a', 'b') + flow('b', 'c') + flow('c', 'd'))
  const [a, b, c, d] = line.nodes as [ModdleElement, ModdleElement, ModdleElement, ModdleElement]
  const found = new Map([
    [a, { row: 0, column: 0 }],
    [b, { row: 0, column: 1 }],
    [d, { row: 0, column: 2 }],
  ])
  expect(told(withAllNodes(found, line))).toEqual({ a: [0, 0], b: [1, 0], c: [2, 1], d: [2, 0] })
  expect(c.id).toBe('c')
})
