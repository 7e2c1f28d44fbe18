import { lianbanModdle } from '@lianban/engine'
import { BpmnModdle } from 'bpmn-moddle'
import { beforeEach, expect, test } from 'vitest'
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json'
import type { ModdleElement } from '../../modeler/services.ts'
import { compensableFrom } from './compensation.ts'
import { definedBy, definitionsOfKind, freshName, holdersOf, usersOf } from './definitions.ts'
import { linksAround } from './links.ts'
import { contained } from './references.ts'
import { abandoned, usedIn } from './shared.ts'
import { definitionOf, shownAt, subjectsOf } from './subjects.ts'
import { interruption, triggerOf } from './triggers.ts'

const drawing = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
  <message id="paid" name="已缴费"/><message id="unused" name="没人用"/><error id="lost" errorCode="E1"/>
  <process id="p">
    <intermediateCatchEvent id="wait"><messageEventDefinition messageRef="paid"/></intermediateCatchEvent>
    <receiveTask id="receive" messageRef="paid"/>
    <sendTask id="send"/>
    <sendTask id="job"><extensionElements><zeebe:taskDefinition type="mail"/></extensionElements></sendTask>
    <intermediateThrowEvent id="go"><linkEventDefinition name="补正"/></intermediateThrowEvent>
    <intermediateCatchEvent id="come"><linkEventDefinition name="补正"/></intermediateCatchEvent>
    <subProcess id="booking">
      <task id="hotel"/>
      <boundaryEvent id="undo" attachedToRef="hotel"><compensateEventDefinition/></boundaryEvent>
      <intermediateThrowEvent id="undoHotel"><compensateEventDefinition/></intermediateThrowEvent>
      <intermediateCatchEvent id="elsewhere"><linkEventDefinition name="补正"/></intermediateCatchEvent>
    </subProcess>
    <boundaryEvent id="failed" attachedToRef="booking"><errorEventDefinition errorRef="lost"/></boundaryEvent>
    <boundaryEvent id="told" attachedToRef="booking"><messageEventDefinition messageRef="paid"/></boundaryEvent>
    <endEvent id="undoAll"><compensateEventDefinition/></endEvent>
    <endEvent id="both"><messageEventDefinition/><signalEventDefinition/></endEvent>
  </process>
</definitions>`

let definitions: ModdleElement
const find = (id: string): ModdleElement => [...contained(definitions)].find((element) => element.id === id)!
const ids = (elements: readonly ModdleElement[]) => elements.map(({ id }) => id)

beforeEach(async () => {
  const moddle = new BpmnModdle({ zeebe, lianban: lianbanModdle })
  definitions = (await moddle.fromXML(drawing)).rootElement as ModdleElement
})

test('a message is named by events and by tasks that send or receive, not by those that a job does', () => {
  expect(holdersOf(find('wait'), 'message')).toHaveLength(1)
  expect(holdersOf(find('receive'), 'message')).toEqual([find('receive')])
  expect(holdersOf(find('send'), 'message')).toEqual([find('send')])
  expect(holdersOf(find('job'), 'message')).toEqual([])
  expect(holdersOf(find('wait'), 'signal')).toEqual([])
})

test('an event chooses among the definitions of the file, and one tells who uses it', () => {
  expect(ids(definitionsOfKind(find('wait'), 'message'))).toEqual(['paid', 'unused'])
  expect(definedBy(holdersOf(find('wait'), 'message')[0]!, 'message')).toBe(find('paid'))
  expect(ids(usersOf(find('paid')))).toEqual(['wait', 'receive', 'told'])
  expect(usersOf(find('unused'))).toEqual([])
})

test('a definition is abandoned when the last that used it names another; one that was never used is left alone', () => {
  const before = usedIn(definitions)
  expect(ids(before)).toEqual(['paid', 'lost'])
  const failing = holdersOf(find('failed'), 'error')[0]!
  Object.assign(failing, { errorRef: undefined })
  Object.assign(find('receive'), { messageRef: undefined })
  expect(ids(abandoned(definitions, before))).toEqual(['lost'])
})

test('problems of a definition are shown with its users, the first of which leads to it', () => {
  expect(subjectsOf(find('wait'))).toContain('paid')
  expect(shownAt(definitionOf(definitions, 'paid')!)).toBe('wait')
  expect(definitionOf(definitions, 'wait')).toBeUndefined()
})

test('links are joined by name in their own scope', () => {
  expect(linksAround(find('go')).map(({ event, name }) => [event.id, name])).toEqual([
    ['go', '补正'],
    ['come', '补正'],
  ])
})

test('a compensation undoes what can be undone in its scope and around it', () => {
  expect(ids(compensableFrom(find('undoHotel')))).toEqual(['hotel'])
  expect(ids(compensableFrom(find('undoAll')))).toEqual(['booking'])
})

test('an event has the choice to interrupt where the standard leaves it', () => {
  expect(interruption(find('told'))).toBe('cancelActivity')
  expect(interruption(find('failed'))).toBeUndefined()
  expect(interruption(find('wait'))).toBeUndefined()
})

test('an event is told by its trigger, several as such', () => {
  expect(['wait', 'go', 'both'].map((id) => triggerOf(find(id)))).toEqual(['message', 'link', 'multiple'])
})

test('a new name is one that nobody has', () => {
  expect(freshName('消息', [])).toBe('消息')
  expect(freshName('消息', ['消息', '消息 2', undefined])).toBe('消息 3')
})
