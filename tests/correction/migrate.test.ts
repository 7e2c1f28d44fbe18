import { describe, expect, it } from 'vitest'
import type { MigrationPlan } from '@lianban/engine'
import {
  boundaryTimer,
  duration,
  end,
  flow,
  limit,
  line,
  model,
  serviceTask,
  start,
  userTask,
} from '../builders/bpmn.ts'
import { given, graphOf, hour, type Played } from './played.ts'

const reason = 'the law has changed'
const going = (plan: MigrationPlan = {}) => ({ type: 'migrate', version: 2, plan, reason, by: 'admin' }) as const

async function migrated(played: Played, bpmn: string, plan?: MigrationPlan) {
  const former = played.graph
  played.graph = await graphOf(bpmn)
  return played.take(going(plan), former)
}
async function kept(played: Played, bpmn: string, plan?: MigrationPlan) {
  const former = played.graph
  played.graph = await graphOf(bpmn)
  const { code, problems = [] } = played.refused(going(plan), former)
  played.graph = former
  expect(code).toBe('not-migrated')
  return problems
}

const plain = (id: string, more = '', group = 'window'): string =>
  model('p', start(), userTask(id, group, more), userTask('z'), end(), line('start', id, 'z', 'end'))
const withForm = (form: string): string => `<zeebe:formDefinition formId="${form}"/>`
const forked = (join: string, first = 'a', more = ''): string =>
  model(
    'p',
    start(),
    `<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="${join}"/>`,
    userTask(first),
    userTask('b'),
    userTask('c'),
    end(),
    line('start', 'f', first, join, 'c', 'end'),
    line('f', 'b', join),
    more,
  )

describe('a migration of a running case', () => {
  it('keeps the open task with its claim, under its new name, and takes the new form and the new people', async () => {
    const played = await given(plain('a', withForm('one')))
    const key = played.keyOf('a')
    played.take({ type: 'claimTask', key, by: 'li' })
    const events = await migrated(played, plain('b', withForm('two'), 'planning'), { elements: { a: 'b' } })
    expect(played.state.version).toBe(2)
    expect(played.instance('b').key).toBe(key)
    expect(played.instance('b').task).toMatchObject({ assignee: 'li', form: 'two', groups: ['planning'] })
    expect(events.map(({ type }) => type)).toEqual(['caseMigrated', 'taskUpdated', 'taskFormChanged'])
    played.complete('b')
    expect(played.living()).toEqual(['z'])
  })

  it('takes tokens along that wait at a join', async () => {
    const played = await given(forked('j'))
    played.complete('a')
    await migrated(played, forked('join', 'a2'), { elements: { j: 'join', a: 'a2' } })
    expect(played.state.instances.get(1)!.parked).toEqual({ join: { a2_join: 1 } })
    played.complete('b')
    expect(played.living()).toEqual(['c'])
  })

  it('lets a join go that has lost the flow for which it waited', async () => {
    const played = await given(forked('j'))
    played.complete('a')
    const alone = model(
      'p',
      start(),
      '<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="j"/>',
      userTask('a'),
      userTask('c'),
      end(),
      line('start', 'f', 'a', 'j', 'c', 'end'),
    )
    await migrated(played, alone, { ends: ['b'] })
    expect(played.living()).toEqual(['c'])
  })

  it('goes on with a countersigning where it stands', async () => {
    const loop = (more = ''): string =>
      `<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality>${more}</bpmn:multiInstanceLoopCharacteristics>`
    const signing = (id: string, more = ''): string =>
      userTask(id).replace('</bpmn:userTask>', `${loop(more)}</bpmn:userTask>`)
    const drawn = (id: string, more = ''): string =>
      model('p', start(), signing(id, more), userTask('z'), end(), line('start', id, 'z', 'end'))
    const played = await given(drawn('s'))
    played.complete('s')
    const enough = '<bpmn:completionCondition>numberOfCompletedInstances &gt;= 2</bpmn:completionCondition>'
    await migrated(played, drawn('t', enough), { elements: { s: 't' } })
    expect(played.living()).toEqual(['t', 't', 't'])
    played.complete('t')
    expect(played.living()).toEqual(['z'])
  })

  it('leaves a timer the time that it has, unless the new version says another', async () => {
    const guarded = (host: string, hours: number): string =>
      model(
        'p',
        start(),
        userTask(host),
        boundaryTimer('late', host, duration(`PT${hours}H`)),
        end(),
        end('out'),
        line('start', host, 'end'),
        flow('late', 'out'),
      )
    const played = await given(guarded('a', 2))
    const { due } = played.instance('a').timers![0]!
    played.at += hour
    await migrated(played, guarded('b', 2), { elements: { a: 'b' } })
    expect(played.instance('b').timers).toMatchObject([{ element: 'late', due }])
    const former = played.graph
    played.graph = await graphOf(guarded('b', 5))
    played.take({ ...going(), version: 3 }, former)
    expect(played.instance('b').timers).toMatchObject([{ element: 'late', due: played.at + 5 * hour }])
  })

  it('begins to wait for what is new and stops waiting for what is gone', async () => {
    const race = (...events: string[]): string =>
      model(
        'p',
        start(),
        '<bpmn:eventBasedGateway id="g"/>',
        ...events.map(
          (id) =>
            `<bpmn:intermediateCatchEvent id="${id}"><bpmn:messageEventDefinition messageRef="m"/></bpmn:intermediateCatchEvent>${flow('g', id)}${flow(id, 'end')}`,
        ),
        end(),
        line('start', 'g'),
      ).replace('<bpmn:process', '<bpmn:message id="m" name="paid"/><bpmn:process')
    const played = await given(race('x', 'y'))
    await migrated(played, race('y', 'w'))
    expect(played.instance('g').subscriptions!.map(({ element }) => element)).toEqual(['y', 'w'])
    played.take({ type: 'trigger', key: played.keyOf('g'), element: 'w', trigger: 0 })
    expect(played.state.status).toBe('completed')
  })

  it('keeps a legal clock with its stops, and starts one that is new', async () => {
    const played = await given(plain('a', '<lianban:limit value="20" unit="wd" basis="test" grounds="hearing"/>'))
    const key = played.keyOf('a')
    played.take({ type: 'stopClock', key, by: 'li', ground: 'hearing', document: 'No. 7' })
    await migrated(played, plain('a', '<lianban:limit value="10" unit="wd" basis="test" grounds="hearing"/>'))
    expect(played.instance('a').clock).toMatchObject({ limit: { n: 20 }, stops: [{ document: 'No. 7' }] })
    const other = await given(plain('a'))
    await migrated(other, plain('a', limit(5)))
    expect(other.instance('a').clock).toMatchObject({ limit: { n: 5 }, startedOn: '2026-04-27' })
  })

  it('gives a job of another type to its new worker, and tries one that has failed with the new version', async () => {
    const drawn = (type: string): string =>
      model('p', start(), serviceTask('s', type), end(), line('start', 's', 'end'))
    const played = await given(drawn('wrong'))
    const key = played.keyOf('s')
    played.take({ type: 'failJob', key, retries: 0, message: 'no such printer' })
    await migrated(played, drawn('print'))
    expect(played.refused({ type: 'completeJob', key }).code).toBe('incident-open')
    const again = played.take({ type: 'resolveIncident', key })
    expect(again).toMatchObject([{ type: 'incidentResolved' }, { type: 'jobCreated', jobType: 'print' }])
    played.take({ type: 'completeJob', key })
    expect(played.state.status).toBe('completed')
  })

  it('sets variables, and new data objects are there', async () => {
    const played = await given(plain('a'), { fee: 100 })
    const declaring = plain('a').replace(
      '<bpmn:startEvent id="start"/>',
      '<bpmn:dataObject id="note"/><bpmn:dataObjectReference id="ref" dataObjectRef="note"/><bpmn:startEvent id="start"/>',
    )
    const mappings = [{ source: '= fee * 2', target: 'double' }]
    await migrated(played, declaring, { variables: { rule: 2026 }, mappings })
    expect(played.state.instances.get(1)!.variables).toMatchObject({ fee: 100, rule: 2026, double: 200 })
    const [problem] = await kept(await given(plain('a')), plain('a'), { mappings })
    expect(problem).toMatchObject({ outcome: 'cannot', code: 'mapping-failed', element: 'double' })
  })

  it('works in a suspended case, which stays where it is', async () => {
    const played = await given(plain('a'))
    played.take({ type: 'suspend', reason: 'why' })
    await migrated(played, plain('b'), { elements: { a: 'b' } })
    played.take({ type: 'goOn' })
    played.complete('b')
    expect(played.living()).toEqual(['z'])
  })

  it('tells everything that stands in its way at once, and leaves the case alone', async () => {
    const played = await given(forked('j'))
    played.complete('a')
    const other = model('p', start(), serviceTask('b', 'work'), end(), line('start', 'b', 'end'))
    const problems = await kept(played, other)
    expect(problems.map(({ code, element, outcome }) => `${code} ${element} ${outcome}`)).toEqual([
      'token-lost j choice',
      'type-changed b cannot',
    ])
    for (const { words, remedy } of problems) expect(`${words}. ${remedy}`).toMatch(/\w+ .*\. \w+/)
    const [gone] = await kept(await given(plain('a')), plain('b'))
    expect(gone).toMatchObject({ outcome: 'choice', code: 'element-gone', element: 'a' })
    const [missing] = await kept(await given(plain('a')), plain('b'), { elements: { a: 'c' } })
    expect(missing).toMatchObject({ outcome: 'choice', code: 'element-missing', element: 'a' })
  })

  it('refuses to end everything by the way, to go nowhere, and to go without a reason', async () => {
    const played = await given(plain('a'))
    const [problem] = await kept(played, plain('b'), { ends: ['a'] })
    expect(problem).toMatchObject({ code: 'nothing-left' })
    expect(played.refused({ ...going(), version: 1 }, played.graph).code).toBe('same-version')
    expect(played.refused({ ...going(), reason: '' }, played.graph).code).toBe('reason-missing')
  })

  it('goes back where nothing was lost', async () => {
    const [older, newer] = [forked('j'), forked('join', 'a2')]
    const played = await given(older)
    played.complete('a')
    const before = played.state
    await migrated(played, newer, { elements: { j: 'join', a: 'a2' } })
    const former = played.graph
    played.graph = await graphOf(older)
    played.take({ ...going({ elements: { join: 'j', a2: 'a' } }), version: 1 }, former)
    expect(played.state.instances).toEqual(before.instances)
  })
})
