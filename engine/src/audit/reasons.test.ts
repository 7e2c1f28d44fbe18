import { expect, it } from 'vitest'
import { compile } from '../model/compile/index.ts'
import { china } from '../time/index.ts'
import { emptyState } from '../step/apply.ts'
import { step } from '../step/step.ts'
import type { RecordedEvent } from './recorded.ts'
import { reasons } from './reasons.ts'
import { timeline } from './timeline.ts'

const model = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  targetNamespace="test"><process id="p" isExecutable="true">
  <startEvent id="s"/><sequenceFlow id="f0" sourceRef="s" targetRef="g"/>
  <exclusiveGateway id="g" name="金额" default="low"/>
  <sequenceFlow id="high" name="局长审批" sourceRef="g" targetRef="e1">
    <conditionExpression xsi:type="tFormalExpression">= urgent or (form.amount &gt; 10000 and kind = "新建")</conditionExpression>
  </sequenceFlow>
  <sequenceFlow id="low" name="科长审批" sourceRef="g" targetRef="e2"/>
  <endEvent id="e1"/><endEvent id="e2"/></process></definitions>`

async function recordOf(variables: { urgent: boolean; kind: string; form: { amount: number } }) {
  const compiled = await compile(model)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const graph = compiled.graphs[0]!
  const at = Date.parse('2026-04-27T09:00:00+08:00')
  const result = step(graph, emptyState(), { type: 'start', case: 'c', version: 1, variables }, { at, calendar: china })
  if ('rejection' in result) throw new Error(result.rejection.words)
  const events: RecordedEvent[] = result.events.map((event, i) => ({ seq: i + 1, at, event }))
  return { graph, events }
}

async function told(variables: Parameters<typeof recordOf>[0]) {
  const { graph, events } = await recordOf(variables)
  const why = reasons(events, graph, { calendar: china })
  return timeline(events, graph, china.zone, why).find(({ code }) => code === 'path.taken')?.detail
}

it('a way says which part of its condition held, and with which values', async () => {
  expect(await told({ urgent: false, kind: '新建', form: { amount: 12_000 } })).toEqual({
    path: '局长审批',
    condition: 'form.amount > 10000 and kind = "新建"',
    values: 'urgent = false, form.amount = 12000, kind = 新建',
  })
})

it('the default way says what did not hold', async () => {
  expect(await told({ urgent: false, kind: '扩建', form: { amount: 12_000 } })).toEqual({
    path: '科长审批',
    unfulfilled: 'urgent or (form.amount > 10000 and kind = "新建")',
    values: 'urgent = false, form.amount = 12000, kind = 扩建',
  })
})
