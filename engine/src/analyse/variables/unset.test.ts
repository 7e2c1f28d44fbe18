import { expect, it } from 'vitest'
import { compile } from '../../model/compile/index.ts'
import type { Graph } from '../../model/graph.ts'
import { offeredNames, unsetVariables } from './unset.ts'
import { variableKinds } from './kinds.ts'
import { variableUses } from './usage.ts'

async function graphOf(body: string): Promise<Graph> {
  const compiled = await compile(`<?xml version="1.0"?><bpmn:definitions targetNamespace="t"
    xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <bpmn:process id="p" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.graphs[0] as Graph
}

const form = (id: string): string =>
  `<bpmn:extensionElements><zeebe:formDefinition formId="${id}"/></bpmn:extensionElements>`

const drawing = (condition: string, start: string): string => `
  <bpmn:startEvent id="s">${start}</bpmn:startEvent><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="sum"/>
  <bpmn:scriptTask id="sum" name="合计"><bpmn:extensionElements>
    <zeebe:script expression="=application.area * 2" resultVariable="total"/></bpmn:extensionElements></bpmn:scriptTask>
  <bpmn:sequenceFlow id="f2" sourceRef="sum" targetRef="g"/>
  <bpmn:exclusiveGateway id="g" default="no"/>
  <bpmn:sequenceFlow id="yes" sourceRef="g" targetRef="e">
    <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=${condition}</bpmn:conditionExpression>
  </bpmn:sequenceFlow>
  <bpmn:sequenceFlow id="no" sourceRef="g" targetRef="e"/><bpmn:endEvent id="e"/>`

const around = { forms: { apply: ['application.area', 'application.kind'] } }

it('says what each element reads and writes', async () => {
  const uses = variableUses(await graphOf(drawing('total > 5', form('apply'))), around)
  expect(uses).toEqual([
    {
      element: 's',
      reads: [],
      writes: [
        ['application', 'area'],
        ['application', 'kind'],
      ],
      open: false,
    },
    {
      element: 'sum',
      reads: [{ path: ['application', 'area'], field: 'expression' }],
      writes: [['total']],
      open: false,
    },
    { element: 'yes', reads: [{ path: ['total'], field: 'conditionExpression' }], writes: [], open: false },
  ])
  expect(offeredNames(uses, 'yes')).toEqual(['application.area', 'application.kind', 'total'])
})

it.each([
  ['total > 5 and application.kind = "a"', []],
  ['count(application.rows) > 1', [['variable-unset', 'application.rows']]],
  ['result = "a"', [['variable-unset', 'result']]],
  ['totl > 5', [['variable-mistaken', 'totl (total?)']]],
  ['application.kinds = "a"', [['variable-mistaken', 'application.kinds (application.kind?)']]],
  ['some row in application satisfies row.x = 1', []],
  ['loopCounter > 1 and now() > date("2026-01-01")', []],
])('with everything known, %s has the findings %j', async (condition, expected) => {
  const found = unsetVariables(await graphOf(drawing(condition, form('apply'))), around)
  expect(found.map(({ code, words }) => [code, words.split(': ')[1]])).toEqual(expected)
})

it('where anyone may start the case with anything, only slips are told', async () => {
  const graph = await graphOf(drawing('other > 5 or totl > 5', ''))
  expect(unsetVariables(graph, around).map(({ words }) => words)).toEqual([
    'yes reads a variable that nobody sets: totl (total?)',
  ])
})

it('kinds go from forms through scripts to what they compute', async () => {
  const graph = await graphOf(drawing('total > 5', form('apply')))
  const kinds = variableKinds(graph, { ...around, kinds: { 'application.area': 'number' } })
  expect(Object.fromEntries(kinds)).toEqual({ 'application.area': 'number', total: 'number' })
})
