import { expect, it } from 'vitest'
import { compile } from '../model/compile/index.ts'
import type { Graph } from '../model/graph.ts'
import { emptyState, replay } from '../step/apply.ts'
import type { Command } from '../step/command.ts'
import { step } from '../step/step.ts'
import { china } from '../time/index.ts'
import { branches } from './branches.ts'
import { clocks } from './clocks.ts'
import { presentTerms } from './presentTerms.ts'
import type { RecordedEvent } from './recorded.ts'
import { standing } from './standing.ts'
import { timeline } from './timeline.ts'

const drawn = (review: string): string => `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:lianban="https://lianban.dev/schema/bpmn/1.0" targetNamespace="test">
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="start"/><bpmn:endEvent id="end"/>
    <bpmn:userTask id="${review}" name="部门审查"><bpmn:extensionElements>
      <zeebe:assignmentDefinition candidateGroups="=department.code"/><lianban:departments><lianban:department code="fire" name="消防" limit="5" unit="wd" basis="b"/>
        <lianban:department code="eco" name="环保" limit="7" unit="wd" basis="b"/></lianban:departments>
      <lianban:limit value="=department.limit" unit="=department.unit" kind="department" basis="=department.basis" grounds="hearing"/>
      </bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>
        <zeebe:loopCharacteristics inputElement="department"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>
    <bpmn:userTask id="sign" name="签发"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="lead"/></bpmn:extensionElements></bpmn:userTask>
    <bpmn:sequenceFlow id="a" sourceRef="start" targetRef="${review}"/>
    <bpmn:sequenceFlow id="b" sourceRef="${review}" targetRef="sign"/>
    <bpmn:sequenceFlow id="c" sourceRef="sign" targetRef="end"/>
  </bpmn:process></bpmn:definitions>`

async function graphOf(review: string): Promise<Graph> {
  const compiled = await compile(drawn(review))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.graphs[0]!
}

const at = Date.parse('2026-04-27T09:00:00+08:00')

async function played() {
  const recorded: RecordedEvent[] = []
  let state = emptyState()
  const take = (graph: Graph, command: Command, former?: Graph): void => {
    const result = step(graph, state, command, { at, calendar: china, ...(former ? { former } : {}) })
    if ('rejection' in result) throw new Error(result.rejection.words)
    for (const event of result.events) recorded.push({ seq: recorded.length + 1, at, event })
    state = result.state
  }
  const older = await graphOf('review')
  take(older, { type: 'start', case: 'c', version: 1 })
  return { recorded, take, older, tasks: () => [...state.instances.values()].filter(({ task }) => task) }
}

it('tells what happened before a migration with the elements that have taken its place', async () => {
  const { recorded, take, older, tasks } = await played()
  const newer = await graphOf('check')
  take(older, { type: 'completeTask', key: tasks()[0]!.key, by: 'li' })
  const plan = { elements: { review: 'check' } }
  take(newer, { type: 'migrate', version: 2, plan, reason: 'why', by: 'admin' }, older)
  expect(standing(recorded)).toMatchObject({ active: [{ element: 'check', count: 1 }], completed: ['start', 'check'] })
  expect(branches(recorded, newer).map(({ code, state }) => `${code} ${state}`)).toEqual([
    'fire completed',
    'eco waiting',
  ])
  expect(new Set(clocks(recorded, china.zone).map(({ element }) => element))).toEqual(new Set(['check']))
  const told = timeline(recorded, newer, china.zone)
  expect(told.find(({ code }) => code === 'task.completed')).toMatchObject({
    element: 'check',
    elementName: '部门审查',
  })
  expect(told.at(-1)).toMatchObject({
    code: 'case.migrated',
    by: 'admin',
    detail: { fromVersion: '1', toVersion: '2' },
  })
  expect(presentTerms(recorded)).not.toBe(recorded)
})

it('shows after a restart what lives again, and a clock that runs on once', async () => {
  const { recorded, take, older, tasks } = await played()
  take(older, { type: 'completeTask', key: tasks()[0]!.key, by: 'li' })
  const seq = recorded.length
  const { version, instances } = replay(recorded)
  take(older, { type: 'completeTask', key: tasks()[0]!.key, by: 'wang' })
  expect(standing(recorded).active).toEqual([{ element: 'sign', count: 1 }])
  const point = { seq, at, version, instances: [...instances.values()] }
  take(older, { type: 'restart', point, reason: 'why', by: 'admin' })
  expect(standing(recorded).active).toEqual([{ element: 'review', count: 1 }])
  expect(branches(recorded, older).map(({ code, state }) => `${code} ${state}`)).toEqual([
    'fire completed',
    'eco waiting',
  ])
  const running = clocks(recorded, china.zone)
  expect(running.map(({ clock }) => [clock.limit.n, clock.completedOn === undefined])).toEqual([
    [5, false],
    [7, true],
  ])
  expect(timeline(recorded, older, china.zone).at(-1)).toMatchObject({ code: 'case.restarted', by: 'admin' })
})
