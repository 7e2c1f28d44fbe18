import type { Bundle } from '@lianban/server/contract'
import { expect, test } from 'vitest'
import { compareBundles } from './compareBundles.ts'
import { fieldOf, isDerived } from './fields.ts'

const bundle = (bpmn: string, forms: Record<string, unknown> = {}): Bundle => ({
  bpmn,
  forms: forms as Bundle['forms'],
  documents: {},
  decisions: {},
})

/** A step between a start and an end, with where it stands. */
function drawing({ group = 'window', condition = '= x > 5', step = 'ask', x = 100 } = {}): string {
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t">
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="start" />
    <bpmn:sequenceFlow id="start-way" sourceRef="start" targetRef="way" />
    <bpmn:exclusiveGateway id="way" default="rest" />
    <bpmn:sequenceFlow id="big" sourceRef="way" targetRef="${step}"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition.replace('>', '&gt;')}</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="rest" sourceRef="way" targetRef="end" />
    <bpmn:userTask id="${step}" name="Step"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="${group}" /></bpmn:extensionElements></bpmn:userTask>
    <bpmn:sequenceFlow id="step-end" sourceRef="${step}" targetRef="end" />
    <bpmn:endEvent id="end" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="p"><bpmndi:BPMNShape id="s" bpmnElement="${step}"><dc:Bounds x="${x}" y="1" width="100" height="80" /></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>`
}

async function comparisonOf(older: Bundle, newer: Bundle) {
  const compared = await compareBundles(older, newer)
  if (!('comparison' in compared))
    throw new Error(`Expected both to compile, but the ${compared.uncompilable} does not`)
  return compared.comparison
}

test('people and conditions are told apart from what only moved', async () => {
  const changed = await comparisonOf(
    bundle(drawing()),
    bundle(drawing({ group: 'fire', condition: '= x > 6', x: 200 })),
  )
  expect(changed.changes.map(({ element, field }) => [element, field])).toEqual([
    ['ask', 'candidateGroups'],
    ['big', 'condition'],
  ])
  expect(changed.moved).toEqual([])
  const moved = await comparisonOf(bundle(drawing()), bundle(drawing({ x: 200 })))
  expect(moved).toEqual({ changes: [], files: [], moved: [{ element: 'ask', name: 'Step' }] })
})

test('an element that takes the place of another is one new and one gone, and the flows lead elsewhere', async () => {
  const { changes } = await comparisonOf(bundle(drawing()), bundle(drawing({ step: 'other' })))
  expect(changes.map(({ element, what, field }) => [element, what, field])).toEqual([
    ['ask', 'removed', undefined],
    ['big', 'changed', 'target'],
    ['step-end', 'changed', 'source'],
    ['other', 'added', undefined],
  ])
})

test('files are compared by what they hold', async () => {
  const [older, newer] = [
    bundle(drawing(), { a: { id: 'a' }, b: 1, d: { x: 1, y: 2 } }),
    bundle(drawing(), { b: 2, c: 3, d: { y: 2, x: 1 } }),
  ]
  expect((await comparisonOf(older, newer)).files).toEqual([
    { kind: 'forms', id: 'a', what: 'removed' },
    { kind: 'forms', id: 'b', what: 'changed' },
    { kind: 'forms', id: 'c', what: 'added' },
  ])
})

test('a version with errors is named', async () => {
  const broken = bundle(drawing({ condition: '= x >' }))
  expect(await compareBundles(bundle(drawing()), broken)).toEqual({ uncompilable: 'newer' })
  expect(await compareBundles(broken, bundle(drawing()))).toEqual({ uncompilable: 'older' })
})

test('the order of the ways out is a difference, new ways are told by themselves', () => {
  expect(isDerived('outgoing', ['a', 'b'], ['b', 'a'])).toBe(false)
  expect(isDerived('outgoing', ['a'], ['a', 'b'])).toBe(true)
  expect(isDerived('incoming', ['a'], ['b'])).toBe(true)
})

test('a field is known by the longest beginning of its path', () => {
  expect(fieldOf('limit.value')?.word).toBe('limitValue')
  expect(fieldOf('job.headers.template')?.word).toBe('headers')
  expect(fieldOf('limit.new')?.word).toBe('limit')
  expect(fieldOf('something')).toBeUndefined()
})
