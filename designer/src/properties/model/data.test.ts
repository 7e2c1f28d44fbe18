import { compile } from '@lianban/engine'
import { BpmnModdle } from 'bpmn-moddle'
import { expect, test } from 'vitest'
import type { ModdleElement } from '../../modeler/services.ts'
import { calledBy, processesBeside } from './call.ts'
import { dataAround, dataOf, variableOf } from './data.ts'
import { dataFlowsOf, readDataFlow, writeAssignments } from './dataFlow.ts'
import type { Create } from './extension.ts'
import { contained } from './references.ts'

const moddle = new BpmnModdle()
const create: Create = (type, attributes = {}) => moddle.create(type, attributes)

const drawing = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
  <dataStore id="register" name="登记簿"/>
  <process id="p" isExecutable="true">
    <dataObject id="o1" name="材料"/><dataObjectReference id="papers" name="申请材料" dataObjectRef="o1"/>
    <dataObject id="o2"/><dataObjectReference id="labelled" name="意见" dataObjectRef="o2"/>
    <dataObject id="o3"/><dataObjectReference id="unsayable" name="第 1 份" dataObjectRef="o3"/>
    <dataStoreReference id="book" dataStoreRef="register"/><dataStoreReference id="loose" name="台账"/>
    <startEvent id="start"/>
    <task id="check">
      <property id="own" name="__targetRef_placeholder"/>
      <dataInputAssociation id="in"><sourceRef>papers</sourceRef><targetRef>own</targetRef>
        <transformation>材料.件数</transformation></dataInputAssociation>
      <dataOutputAssociation id="out"><targetRef>labelled</targetRef>
        <assignment><from>1</from><to>意见</to></assignment></dataOutputAssociation>
    </task>
    <callActivity id="call" calledElement="q"/>
    <subProcess id="sub"><dataObjectReference id="inner" dataObjectRef="o1"/><task id="step"/></subProcess>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="check"/><sequenceFlow id="f2" sourceRef="check" targetRef="call"/>
    <sequenceFlow id="f3" sourceRef="call" targetRef="sub"/><sequenceFlow id="f4" sourceRef="sub" targetRef="end"/>
  </process>
  <process id="q" name="核查"/>
</definitions>`

async function read() {
  const definitions = (await moddle.fromXML(drawing)).rootElement as ModdleElement
  return (id: string): ModdleElement => [...contained(definitions)].find((element) => element.id === id)!
}

test('data is called what the engine calls it', async () => {
  const find = await read()
  const references = ['papers', 'labelled', 'unsayable', 'book', 'loose']
  expect(references.map((id) => variableOf(find(id)))).toEqual(['材料', '意见', 'o3', '登记簿', '台账'])
  const compiled = await compile(drawing)
  const [graph] = compiled.ok ? compiled.graphs : []
  expect(graph?.nodes[0]?.declares).toEqual(['材料', '意见', 'o3'])
  expect(graph?.dataStores).toEqual(['登记簿', '台账'])
})

test('a reference may stand for the objects of the scopes around it, or for any store', async () => {
  const find = await read()
  expect(dataAround(find('inner')).map(({ id }) => id)).toEqual(['o1', 'o2', 'o3'])
  expect(dataAround(find('book')).map(({ id }) => id)).toEqual(['register'])
  expect(dataOf(find('loose'))).toBeUndefined()
})

test('a line of data says what it reads and where it goes; the placeholder of the drawing tool is no name', async () => {
  const find = await read()
  expect(dataFlowsOf(find('check')).map(readDataFlow)).toEqual([
    { input: true, data: '材料', target: '', transformation: '材料.件数', assignments: [] },
    { input: false, data: '意见', target: '', transformation: '', assignments: [['意见', '1']] },
  ])
  expect(dataFlowsOf(find('out'))).toEqual([find('out')])
  expect(dataFlowsOf(find('start'))).toEqual([])
})

test('assignments are written as they are read', async () => {
  const find = await read()
  const rows = [['总数', '=1 + 1']] as const
  Object.assign(find('out'), writeAssignments(create, rows, find('out')))
  expect(readDataFlow(find('out')).assignments).toEqual(rows)
})

test('a call names its process by the attribute of the standard as well, also one of the same file', async () => {
  const find = await read()
  expect(calledBy(find('call'))).toBe('q')
  expect(processesBeside(find('call'))).toEqual([
    { id: 'p', name: 'p' },
    { id: 'q', name: '核查' },
  ])
})
