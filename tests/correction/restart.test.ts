import { describe, expect, it } from 'vitest'
import { boundaryTimer, duration, end, flow, limit, line, model, start, userTask } from '../builders/bpmn.ts'
import { given, hour } from './played.ts'

const reason = 'the expert was not independent'
const two =
  '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>'
const signing = (id: string): string => userTask(id).replace('</bpmn:userTask>', `${two}</bpmn:userTask>`)

describe('a restart from a point in the past', () => {
  it('puts everything back to where it stood, under new keys', async () => {
    const bpmn = model(
      'p',
      start(),
      userTask('a'),
      signing('sign'),
      userTask('b'),
      end(),
      line('start', 'a', 'sign', 'b', 'end'),
    )
    const played = await given(bpmn, { area: 1 })
    played.complete('a', { area: 2 })
    played.complete('sign')
    const point = played.point(played.state.seq)
    played.complete('sign', { area: 3 })
    expect(played.living()).toEqual(['b'])
    const last = played.state.nextKey
    played.take({ type: 'restart', point, reason, by: 'admin' })
    expect(played.living()).toEqual(['sign', 'sign'])
    expect(played.instance('sign', 1).key).toBeGreaterThanOrEqual(last)
    expect(played.state.instances.get(1)!.variables).toMatchObject({ area: 2 })
    played.complete('sign')
    expect(played.living()).toEqual(['b'])
    played.complete('b')
    expect(played.state.status).toBe('completed')
  })

  it('leaves durations the time that they had, and does not turn the legal clock back', async () => {
    const clocked = `<bpmn:subProcess id="sub"><bpmn:extensionElements><lianban:limit value="20" unit="wd" basis="test" grounds="hearing"/></bpmn:extensionElements>${start('s')}${userTask('x')}${userTask('y')}${end('e')}${line('s', 'x', 'y', 'e')}</bpmn:subProcess>`
    const bpmn = model(
      'p',
      start(),
      clocked,
      boundaryTimer('late', 'x', duration('PT2H')),
      end('out'),
      end(),
      line('start', 'sub', 'end'),
    )
      .replace('</bpmn:subProcess>', '')
      .replace('<bpmn:endEvent id="out"/>', `<bpmn:endEvent id="out"/>${flow('late', 'out')}</bpmn:subProcess>`)
    const played = await given(bpmn)
    const { due } = played.instance('x').timers![0]!
    const point = played.point(played.state.seq)
    played.at += hour
    played.complete('x')
    const stop = {
      type: 'stopClock',
      key: played.keyOf('sub'),
      by: 'li',
      ground: 'hearing',
      document: 'No. 7',
    } as const
    played.take(stop)
    played.take({ type: 'restart', point, reason })
    expect(played.living()).toEqual(['sub', 'x'])
    expect(played.instance('x').timers).toMatchObject([{ element: 'late', due: due + hour }])
    expect(played.instance('sub').clock!.stops).toMatchObject([{ document: 'No. 7' }])
  })

  it('calls a process again whose case has ended with what is undone', async () => {
    const call =
      '<bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="child"/></bpmn:extensionElements></bpmn:callActivity>'
    const played = await given(model('p', start(), call, userTask('b'), end(), line('start', 'call', 'b', 'end')))
    const before = played.instance('call').called
    const point = played.point(played.state.seq)
    played.take({ type: 'completeCall', key: played.keyOf('call'), variables: {} })
    const events = played.take({ type: 'restart', point, reason })
    expect(played.living()).toEqual(['call'])
    expect(played.instance('call').called).not.toBe(before)
    expect(events.map(({ type }) => type)).toContain('callStarted')
  })

  it('is refused without a reason, for a point that is no earlier one, and across versions', async () => {
    const played = await given(model('p', start(), userTask('a', 'window', limit(5)), end(), line('start', 'a', 'end')))
    const point = played.point(played.state.seq)
    expect(played.refused({ type: 'restart', point, reason }).code).toBe('nothing-to-do')
    played.take({ type: 'claimTask', key: played.keyOf('a'), by: 'li' })
    expect(played.refused({ type: 'restart', point, reason: '' }).code).toBe('reason-missing')
    expect(played.refused({ type: 'restart', point: { ...point, version: 7 }, reason }).code).toBe('other-version')
  })
})
