import { lianbanModdle } from '@lianban/engine'
import { BpmnModdle } from 'bpmn-moddle'
import { beforeEach, expect, test } from 'vitest'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json'
import type { ModdleElement } from '../../modeler/services.ts'
import { moved, readDepartments, writeDepartments } from './departments.ts'
import { createDeep, extensionText, patched, withExtension, type Create } from './extension.ts'
import { readTimer, timerOf, writeTimer } from './timer.ts'

const moddle = new BpmnModdle({ zeebe, lianban: lianbanModdle })
const create: Create = (type, attributes = {}) => moddle.create(type, attributes)

const drawing = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:lianban="https://lianban.dev/schema/bpmn/1.0" targetNamespace="test">
  <bpmn:process id="p">
    <bpmn:userTask id="review">
      <bpmn:extensionElements>
        <zeebe:formDefinition formId="review" />
        <lianban:limit value="5" unit="wd" basis="行政许可法" />
        <lianban:departments><lianban:department code="nr" name="自然资源" limit="7" unit="wd" when="=a = 1" /></lianban:departments>
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:boundaryEvent id="due" attachedToRef="review">
      <bpmn:timerEventDefinition lianban:deadline="=due" />
    </bpmn:boundaryEvent>
  </bpmn:process>
</bpmn:definitions>`

let definitions: ModdleElement
let review: ModdleElement
let due: ModdleElement

beforeEach(async () => {
  definitions = (await moddle.fromXML(drawing)).rootElement as ModdleElement
  const process = (definitions.get('rootElements') as ModdleElement[])[0] as ModdleElement
  ;[review, due] = process.get('flowElements') as [ModdleElement, ModdleElement]
})

const replace = (holder: ModdleElement, type: string, attributes: Record<string, unknown> | null): void => {
  Object.assign(holder, { extensionElements: withExtension(create, holder, type, attributes) })
}
const written = async (): Promise<string> => (await moddle.toXML(definitions)).xml

test('a changed limit keeps its other attributes and its neighbours', async () => {
  const limit = (review.get('extensionElements') as ModdleElement).get('values') as ModdleElement[]
  replace(review, 'lianban:Limit', patched(limit[1], { value: '10' }))
  expect(await written()).toContain('<lianban:limit value="10" unit="wd" basis="行政许可法" />')
  expect(extensionText(review, 'zeebe:FormDefinition', 'formId')).toBe('review')
})

test('an extension that says nothing any more is removed, and the last one takes the whole element with it', () => {
  expect(patched(undefined, { formId: '' })).toBeNull()
  for (const type of ['lianban:Limit', 'lianban:Departments', 'zeebe:FormDefinition']) replace(review, type, null)
  expect(review.get('extensionElements')).toBeUndefined()
})

test('departments are read, reordered and written back', async () => {
  const rows = readDepartments(review)
  expect(rows).toEqual([{ code: 'nr', name: '自然资源', limit: '7', unit: 'wd', basis: '', when: 'a = 1' }])
  const added = { code: 'fire', name: '', limit: '10', unit: 'cd' as const, basis: '消防法', when: '' }
  replace(review, 'lianban:Departments', writeDepartments(create, moved([...rows, added], 1, 0)))
  expect(readDepartments(review)).toEqual([added, ...rows])
  expect(await written()).toContain('<lianban:department code="fire" limit="10" unit="cd" basis="消防法" />')
})

test('a timer changes its kind without keeping the old one', async () => {
  const timer = timerOf(due) as ModdleElement
  expect(readTimer(timer)).toEqual({ kind: 'deadline', source: '=due' })
  Object.assign(timer, writeTimer(create, timer, { kind: 'timeDuration', source: 'P3D' }))
  expect(readTimer(timer)).toEqual({ kind: 'timeDuration', source: 'P3D' })
  expect(await written()).not.toContain('deadline')
})

test('children of a new element know their parent, as bpmn-js expects', () => {
  const child = create('zeebe:Input', { source: '=a', target: 'b' })
  const mapping = createDeep(create, 'zeebe:IoMapping', { inputParameters: [child] })
  expect(child.$parent).toBe(mapping)
})
