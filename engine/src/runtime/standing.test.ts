import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Event } from '../step/event.ts'
import { memoryStore } from '../store/memory/index.ts'
import type { Store } from '../store/port.ts'
import { sqliteStore } from '../store/sqlite/index.ts'
import { openRuntime, stoppedClock, type Runtime } from './index.ts'

const monday = Date.parse('2026-04-27T09:00:00+08:00')
const hour = 3_600_000

const drawing = (definition: string, attributes = ''): string => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test">
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="start"${attributes}>${definition}</bpmn:startEvent>
    <bpmn:receiveTask id="wait" messageRef="m"/>
    <bpmn:endEvent id="end"/>
    <bpmn:sequenceFlow id="f" sourceRef="start" targetRef="wait"/>
    <bpmn:sequenceFlow id="g" sourceRef="wait" targetRef="end"/>
  </bpmn:process>
  <bpmn:message id="m" name="never"/>
</bpmn:definitions>`
const every = (cycle: string): string =>
  `<bpmn:timerEventDefinition><bpmn:timeCycle>${cycle}</bpmn:timeCycle></bpmn:timerEventDefinition>`
const when = (condition: string): string =>
  `<bpmn:conditionalEventDefinition><bpmn:condition>${condition}</bpmn:condition></bpmn:conditionalEventDefinition>`

async function open(store: Store, at = monday) {
  const told: Event[] = []
  const projected: string[] = []
  const clock = stoppedClock(at)
  const runtime = await openRuntime({
    store,
    clock,
    onCommit: (_, events) => void told.push(...events),
    projections: [async (_, { caseId }) => void projected.push(caseId)],
  })
  const deploy = async (bpmn: string) => runtime.deploy({ bpmn, by: 'test' })
  return { runtime, told, projected, deploy }
}

const running = async (runtime: Runtime) => Object.fromEntries(await runtime.store.running('p'))

const folder = mkdtempSync(join(tmpdir(), 'standing-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

describe.each([
  ['memory', () => memoryStore()],
  ['SQLite', () => sqliteStore(join(folder, `${++files}.db`))],
])('a published process on %s', (_, store) => {
  it('starts cases by its timer, and is not among its cases', async () => {
    const { runtime, told, projected, deploy } = await open(store())
    await deploy(drawing(every('R/PT1H')))
    expect(await running(runtime)).toEqual({})
    expect([...told, ...projected]).toEqual([])
    await runtime.advance(monday + 3 * hour)
    expect(await running(runtime)).toEqual({ 1: 3 })
    expect(told.filter(({ type }) => type === 'caseStarted')).toHaveLength(3)
    await runtime.close()
  })

  it('leaves the waiting to its newest version', async () => {
    const { runtime, deploy } = await open(store())
    await deploy(drawing(every('R/PT1H')))
    await runtime.advance(monday + hour)
    await deploy(drawing(every('R/PT2H')))
    await runtime.advance(monday + 3 * hour)
    expect(await running(runtime)).toEqual({ 1: 1, 2: 1 })
    await deploy(drawing(when('x > 1')))
    await runtime.advance(monday + 30 * hour)
    expect(await running(runtime)).toEqual({ 1: 1, 2: 1 })
    await runtime.close()
  })

  it('starts when its condition holds for the values that are told', async () => {
    const { runtime, deploy } = await open(store())
    await deploy(drawing(when('amount > 100')))
    await runtime.evaluateConditions({ amount: 1 })
    await runtime.evaluateConditions({})
    expect(await running(runtime)).toEqual({})
    await runtime.evaluateConditions({ amount: 101 })
    expect(await running(runtime)).toEqual({ 1: 1 })
    await runtime.close()
  })

  it('starts when a condition holds and a signal has come, in any order', async () => {
    const { runtime, deploy } = await open(store())
    const signal = '<bpmn:signalEventDefinition id="s"/>'
    const refused = await deploy(drawing(when('amount > 100') + signal, ' parallelMultiple="true"'))
    expect(refused.ok).toBe(false)
    const named = drawing(
      `${when('amount > 100')}<bpmn:signalEventDefinition signalRef="go"/>`,
      ' parallelMultiple="true"',
    ).replace('<bpmn:message ', '<bpmn:signal id="go" name="go"/><bpmn:message ')
    await deploy(named)
    await runtime.broadcast('go', { from: 'signal' })
    expect(await running(runtime)).toEqual({})
    await runtime.evaluateConditions({ amount: 101 })
    expect(await running(runtime)).toEqual({ 1: 1 })
    await runtime.close()
  })

  it('is refused when its start can never be waited for', async () => {
    const { runtime, deploy } = await open(store())
    const deployed = await deploy(drawing(every('=whenever')))
    expect(deployed).toMatchObject({ ok: false, problems: [{ element: 'p' }] })
    expect(await runtime.store.definitions('p')).toEqual([])
    await runtime.close()
  })
})

describe('a published process after a restart', () => {
  it('takes up the starts that fell due while nobody was there', async () => {
    const before = await open(sqliteStore(join(folder, 'again.db')))
    await before.deploy(drawing(every('R/PT1H')))
    await before.runtime.close()
    const { runtime } = await open(sqliteStore(join(folder, 'again.db')), monday + 2.5 * hour)
    await runtime.settle()
    expect(await running(runtime)).toEqual({ 1: 2 })
    await runtime.close()
  })
})
