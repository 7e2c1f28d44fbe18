import { describe, expect, it } from 'vitest'
import { compile } from '../model/compile/index.ts'
import { china, type Graph, type Moment } from '../index.ts'
import { emptyState, replay } from './apply.ts'
import type { Command } from './command.ts'
import { decodeState, encodeState, type State } from './state.ts'
import { step } from './step.ts'

const moment = (iso: string): Moment => ({ at: Date.parse(iso), calendar: china })
const noon = moment('2026-04-27T12:00:00+08:00')

async function graphOf(body: string): Promise<Graph> {
  const xml = `<?xml version="1.0"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:lianban="https://lianban.dev/schema/bpmn/1.0" targetNamespace="t">
    <bpmn:process id="p" isExecutable="true">${body}</bpmn:process></bpmn:definitions>`
  const compiled = await compile(xml)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.graphs[0]!
}

function drive(graph: Graph, commands: (Command | [Command, Moment])[]) {
  let state: State = emptyState()
  const events: { event: Parameters<typeof replay>[0] extends Iterable<infer E> ? E : never }['event'][] = []
  for (const entry of commands) {
    const [command, when] = Array.isArray(entry) ? entry : [entry, noon]
    const result = step(graph, state, command, when)
    if ('rejection' in result) throw new Error(result.rejection.words)
    events.push(...result.events.map((event) => ({ event, at: result.state.at })))
    state = result.state
  }
  return { state, events, types: events.map(({ event }) => event.type) }
}

const start = (variables = {}): Command => ({ type: 'start', case: 'c1', version: 1, variables })
const flow = (id: string, from: string, to: string, condition = ''): string =>
  `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition && `<bpmn:conditionExpression>${condition}</bpmn:conditionExpression>`}</bpmn:sequenceFlow>`
const user = (id: string, more = ''): string =>
  `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="window"/>${more}</bpmn:extensionElements></bpmn:userTask>`

describe('step', () => {
  it('runs a fork and join of two scripts to the end', async () => {
    const graph =
      await graphOf(`<bpmn:startEvent id="s"/><bpmn:parallelGateway id="fork"/><bpmn:parallelGateway id="join"/><bpmn:endEvent id="e"/>
      <bpmn:scriptTask id="a"><bpmn:extensionElements><zeebe:script expression="=x + 1" resultVariable="y"/></bpmn:extensionElements></bpmn:scriptTask>
      <bpmn:scriptTask id="b"><bpmn:extensionElements><zeebe:script expression="=x * 2" resultVariable="z"/></bpmn:extensionElements></bpmn:scriptTask>
      ${flow('f1', 's', 'fork')}${flow('f2', 'fork', 'a')}${flow('f3', 'fork', 'b')}${flow('f4', 'a', 'join')}${flow('f5', 'b', 'join')}${flow('f6', 'join', 'e')}`)
    const { state, events } = drive(graph, [start({ x: 3 })])
    expect(state.status).toBe('completed')
    expect(state.instances.get(1)?.variables).toEqual({ x: 3, y: 4, z: 6 })
    expect(events.filter(({ event }) => event.type === 'elementEntered' && event.element === 'join')).toHaveLength(1)
    expect(encodeState(replay(events))).toBe(encodeState(state))
    expect(encodeState(decodeState(encodeState(state)))).toBe(encodeState(state))
  })

  it('stops one branch with an incident when an expression fails, and goes on after repair', async () => {
    const graph =
      await graphOf(`<bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="x" default="f3"/><bpmn:endEvent id="e"/><bpmn:endEvent id="n"/>
      ${flow('f1', 's', 'x')}${flow('f2', 'x', 'e', '= amount &gt; 5')}${flow('f3', 'x', 'n')}`)
    const stuck = drive(graph, [start()])
    expect(stuck.state.status).toBe('active')
    const [, failing] = [...stuck.state.instances.values()]
    expect(failing?.incident).toMatchObject({ code: 'expression-failed', phase: 'leaving' })
    expect(failing?.incident?.message).toContain('nobody set amount')
    const mended = drive(graph, [
      start(),
      { type: 'setVariables', variables: { amount: 9 } },
      { type: 'resolveIncident', key: failing!.key },
    ])
    expect(mended.state.status).toBe('completed')
    expect(mended.events.some(({ event }) => event.type === 'flowTaken' && event.flow === 'f2')).toBe(true)
  })

  it('counts a limit in working days and fires its interrupting boundary deadline', async () => {
    const graph =
      await graphOf(`<bpmn:startEvent id="s"/>${user('t', '<lianban:limit value="5" unit="wd" basis="行政许可法第三十二条" startsOn="=date(receivedOn)"/>')}
      <bpmn:boundaryEvent id="late" attachedToRef="t"><bpmn:extensionElements><lianban:card colour="red" rule="PL32" against="window"/></bpmn:extensionElements><bpmn:timerEventDefinition lianban:deadline="due"/></bpmn:boundaryEvent>
      <bpmn:endEvent id="e"/><bpmn:endEvent id="d"/>${flow('f1', 's', 't')}${flow('f2', 't', 'e')}${flow('f3', 'late', 'd')}`)
    const begun = drive(graph, [start({ receivedOn: '2026-04-27' })])
    const timer = begun.state.instances.get(3)!.timers![0]!
    expect(new Date(timer.due).toISOString()).toBe('2026-05-07T16:00:00.000Z')
    const fired = drive(graph, [
      start({ receivedOn: '2026-04-27' }),
      [
        { type: 'fireTimer', key: 3, element: 'late', due: timer.due },
        { at: timer.due, calendar: china },
      ],
    ])
    expect(fired.types.slice(-9)).toEqual([
      'timerFired',
      'elementTerminated',
      'elementEntered',
      'cardRaised',
      'elementCompleted',
      'flowTaken',
      'elementEntered',
      'elementCompleted',
      'caseCompleted',
    ])
    expect(fired.state.status).toBe('completed')
  })

  it('runs a parallel multi-instance sub-process and ends it early by its completion condition', async () => {
    const graph =
      await graphOf(`<bpmn:startEvent id="s"/><bpmn:subProcess id="m"><bpmn:extensionElements><zeebe:ioMapping><zeebe:input source="=null" target="opinion"/></zeebe:ioMapping></bpmn:extensionElements>
      <bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=people" inputElement="person" outputCollection="votes" outputElement="=opinion"/></bpmn:extensionElements>
      <bpmn:completionCondition>=numberOfCompletedInstances &gt;= 2</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>
      <bpmn:startEvent id="is"/>${user('t')}<bpmn:endEvent id="ie"/>${flow('i1', 'is', 't')}${flow('i2', 't', 'ie')}</bpmn:subProcess>
      <bpmn:endEvent id="e"/>${flow('f1', 's', 'm')}${flow('f2', 'm', 'e')}`)
    const begun = drive(graph, [start({ people: ['a', 'b', 'c'] })])
    const tasks = [...begun.state.instances.values()]
      .filter((instance) => instance.task)
      .map((instance) => instance.key)
    expect(tasks).toHaveLength(3)
    const done = (key: number, opinion: string): Command => ({
      type: 'completeTask',
      key,
      by: 'li',
      variables: { opinion },
    })
    const { state } = drive(graph, [start({ people: ['a', 'b', 'c'] }), done(tasks[2]!, 'yes'), done(tasks[0]!, 'no')])
    expect(state.status).toBe('completed')
    expect(state.instances.get(1)?.variables).toMatchObject({ votes: ['no', null, 'yes'] })
  })

  it('refuses to complete a task twice, and changes nothing', async () => {
    const graph = await graphOf(
      `<bpmn:startEvent id="s"/>${user('t')}${user('u')}<bpmn:endEvent id="e"/>${flow('f1', 's', 't')}${flow('f2', 't', 'u')}${flow('f3', 'u', 'e')}`,
    )
    const { state } = drive(graph, [start(), { type: 'completeTask', key: 3, by: 'li' }])
    const before = encodeState(state)
    expect(step(graph, state, { type: 'completeTask', key: 3, by: 'li' }, noon)).toMatchObject({
      rejection: { code: 'no-such-task' },
    })
    expect(encodeState(state)).toBe(before)
  })

  it('cuts off a loop without a wait as an incident', async () => {
    const graph = await graphOf(
      `<bpmn:startEvent id="s"/><bpmn:exclusiveGateway id="x" default="f2"/><bpmn:task id="t"/><bpmn:endEvent id="e"/>${flow('f1', 's', 'x')}${flow('f2', 'x', 't')}${flow('f3', 't', 'x')}${flow('f4', 'x', 'e', '=1 &gt; 2')}`,
    )
    const { state } = drive(graph, [start()])
    expect([...state.instances.values()].at(-1)?.incident?.code).toBe('runaway-loop')
  })
})
