import { describe, expect, it } from 'vitest'
import { compile } from '../model/compile/index.ts'
import { china } from '../time/index.ts'
import { emptyState, replay } from './apply.ts'
import type { Command } from './command.ts'
import type { Event } from './event.ts'
import { encodeState, type State } from './state.ts'
import { step } from './step.ts'

const at = Date.parse('2026-04-27T12:00:00+08:00')

/** A process of one line: start, the element, end. */
async function lineOf(element: string, ofProcess = '') {
  const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t"><bpmn:process id="p" isExecutable="true">
    ${ofProcess && `<bpmn:extensionElements>${ofProcess}</bpmn:extensionElements>`}<bpmn:startEvent id="s"/>${element}<bpmn:endEvent id="e"/>
    <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="it"/><bpmn:sequenceFlow id="g" sourceRef="it" targetRef="e"/>
    </bpmn:process></bpmn:definitions>`
  const compiled = await compile(xml)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const [graph] = compiled.graphs
  let state: State = emptyState()
  const events: Event[] = []
  const give = (command: Command) => {
    const result = step(graph!, state, command, { at, calendar: china })
    if ('rejection' in result) return result.rejection.code
    state = result.state
    events.push(...result.events)
    expect(encodeState(replay(events.map((event) => ({ event, at }))))).toBe(encodeState(state))
    return 'done'
  }
  const job = () => [...state.instances.values()].find((instance) => instance.job)
  return {
    give,
    start: (variables = {}) => give({ type: 'start', case: 'c', version: 1, variables }),
    /** Does the open job; answers its type. */
    work: (more: Partial<Extract<Command, { type: 'completeJob' }>> = {}) => {
      const open = job()
      if (!open) return 'nothing'
      const { type } = open.job!
      give({ type: 'completeJob', key: open.key, ...more })
      return type
    },
    task: () => [...state.instances.values()].find((instance) => instance.task),
    events,
    state: () => state,
    job,
  }
}

const listener = (eventType: string, type: string): string =>
  `<zeebe:executionListener eventType="${eventType}" type="${type}"/>`
const listeners = (...all: string[]): string => `<zeebe:executionListeners>${all.join('')}</zeebe:executionListeners>`
const service = (more: string): string =>
  `<bpmn:serviceTask id="it"><bpmn:extensionElements><zeebe:taskDefinition type="main"/>${more}</bpmn:extensionElements></bpmn:serviceTask>`
const user = (...all: string[]): string => `<bpmn:userTask id="it"><bpmn:extensionElements><zeebe:userTask/>
  <zeebe:assignmentDefinition candidateGroups="window"/><zeebe:taskListeners>${all
    .map((one) => one.split(' '))
    .map(([eventType, type]) => `<zeebe:taskListener eventType="${eventType}" type="${type}"/>`)
    .join('')}</zeebe:taskListeners></bpmn:extensionElements></bpmn:userTask>`

describe('execution listeners', () => {
  it('are done one after the other before and after the work of the element', async () => {
    const line = await lineOf(
      service(listeners(listener('start', 'a'), listener('start', 'b'), listener('end', 'c'), listener('end', 'd'))),
    )
    line.start()
    expect([line.work(), line.work(), line.work(), line.work(), line.work()]).toEqual(['a', 'b', 'main', 'c', 'd'])
    expect(line.state().status).toBe('completed')
  })

  it('see the inputs, keep what they bring at the start inside, and what they bring at the end outside', async () => {
    const io =
      '<zeebe:ioMapping><zeebe:input source="=x + 1" target="y"/><zeebe:output source="=y + z" target="sum"/></zeebe:ioMapping>'
    const line = await lineOf(service(io + listeners(listener('start', 'a'), listener('end', 'c'))))
    line.start({ x: 1 })
    expect(line.job()!.variables).toEqual({ y: 2 })
    line.work({ variables: { z: 10 } })
    line.work()
    expect(line.state().instances.get(1)!.variables).toEqual({ x: 1, sum: 12 })
    line.work({ variables: { after: true } })
    expect(line.state()).toMatchObject({ status: 'completed' })
    expect(line.state().instances.get(1)!.variables).toEqual({ x: 1, sum: 12, after: true })
  })

  it('stand on gateways and on the process too', async () => {
    const gateway = `<bpmn:parallelGateway id="it"><bpmn:extensionElements>${listeners(listener('start', 'g'))}</bpmn:extensionElements></bpmn:parallelGateway>`
    const line = await lineOf(gateway, listeners(listener('start', 'first'), listener('end', 'last')))
    line.start()
    expect([line.work(), line.work(), line.work()]).toEqual(['first', 'g', 'last'])
    expect(line.state().status).toBe('completed')
  })

  it('raise an incident like any job, and go on after it is resolved', async () => {
    const line = await lineOf(service(listeners(listener('end', 'c'))))
    line.start()
    line.work()
    line.give({ type: 'failJob', key: line.job()!.key, retries: 0, message: 'no' })
    line.give({ type: 'resolveIncident', key: line.job()!.key })
    expect(line.work()).toBe('c')
    expect(line.state().status).toBe('completed')
  })
})

describe('task listeners', () => {
  it('correct a task before it is there', async () => {
    const line = await lineOf(user('creating a', 'creating b'))
    line.start()
    expect(line.task()).toBeUndefined()
    line.work({ result: { corrections: { groups: ['fire'], priority: 80 } } })
    line.work({ result: { corrections: { assignee: 'li', dueDate: '2026-05-01T00:00:00+08:00' } } })
    expect(line.task()!.task).toMatchObject({
      groups: ['fire'],
      priority: 80,
      assignee: 'li',
      dueDate: '2026-05-01T00:00:00+08:00',
    })
  })

  it('hold a claim until they agree', async () => {
    const line = await lineOf(user('assigning a'))
    line.start()
    const { key } = line.task()!
    line.give({ type: 'claimTask', key, by: 'li' })
    expect(line.task()!.task!.assignee).toBeUndefined()
    expect(line.give({ type: 'completeTask', key, by: 'li' })).toBe('task-pending')
    line.work()
    expect(line.task()!.task!.assignee).toBe('li')
  })

  it('may deny, and the task stays as it was', async () => {
    const line = await lineOf(user('completing a'))
    line.start()
    const { key } = line.task()!
    line.give({ type: 'completeTask', key, by: 'li', variables: { ok: 1 } })
    line.work({ result: { denied: true, deniedReason: 'the fee is open' } })
    expect(line.events.at(-1)).toMatchObject({
      type: 'taskDenied',
      verb: 'completeTask',
      by: 'li',
      reason: 'the fee is open',
    })
    expect(line.state().instances.get(1)!.variables).toEqual({})
    line.give({ type: 'completeTask', key, by: 'li', variables: { ok: 2 } })
    line.work()
    expect(line.state().status).toBe('completed')
    expect(line.state().instances.get(1)!.variables).toEqual({ ok: 2 })
  })

  it('see an update, which changes who may do the task and until when', async () => {
    const line = await lineOf(user('updating a'))
    line.start()
    const { key } = line.task()!
    line.give({ type: 'updateTask', key, by: 'li', changes: { groups: ['land'], dueDate: '2026-05-01' } })
    expect(line.task()!.task!.groups).toEqual(['window'])
    line.work()
    expect(line.task()!.task).toMatchObject({ groups: ['land'], dueDate: '2026-05-01', revision: 2 })
    line.give({ type: 'updateTask', key, by: 'li', changes: { dueDate: null } })
    line.work()
    expect(line.task()!.task!.dueDate).toBeUndefined()
    expect(line.give({ type: 'updateTask', key, by: 'li', changes: { dueDate: 'soon' } })).toBe('date-invalid')
  })

  it('hear of a handover, and the record then says from whom to whom', async () => {
    const line = await lineOf(user('updating a'))
    line.start()
    const { key } = line.task()!
    const handover = {
      ground: 'absent',
      from: { person: 'li', post: 'A post' },
      to: { person: 'sun', post: 'B post' },
    } as const
    line.give({ type: 'updateTask', key, by: 'rule', changes: { assignee: 'sun' }, handover })
    expect(line.task()!.task!.assignee).toBeUndefined()
    line.work()
    expect(line.task()!.task!.assignee).toBe('sun')
    expect(line.events.at(-1)).toMatchObject({
      type: 'taskUpdated',
      by: 'rule',
      changes: { assignee: 'sun' },
      handover,
    })
  })

  it('that nobody executes are refused by name', async () => {
    await expect(lineOf(user('canceling a'))).rejects.toThrow('listener-unknown')
  })
})

describe('a task schedule', () => {
  it('gives the task its dates', async () => {
    const schedule = '<zeebe:taskSchedule dueDate="=day" followUpDate="2026-04-30T09:00:00+08:00"/>'
    const scheduled = user().replace('<zeebe:userTask/>', `<zeebe:userTask/>${schedule}`)
    const line = await lineOf(scheduled)
    line.start({ day: '2026-05-01T00:00:00+08:00' })
    expect(line.task()!.task).toMatchObject({
      dueDate: '2026-05-01T00:00:00+08:00',
      followUpDate: '2026-04-30T09:00:00+08:00',
    })
  })
})
