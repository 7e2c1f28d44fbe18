import { describe, expect, it } from 'vitest'
import { boundaryTimer, duration, end, flow, line, model, start, userTask } from '../builders/bpmn.ts'
import { given } from './played.ts'

const reason = 'decided by the leaders'
const inOrder = model('p', start(), userTask('a'), userTask('b'), end(), line('start', 'a', 'b', 'end'))
const forked = model(
  'p',
  start(),
  '<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="j"/>',
  userTask('a'),
  userTask('b'),
  userTask('c'),
  end(),
  line('start', 'f', 'a', 'j', 'c', 'end'),
  line('f', 'b', 'j'),
)
const sub = (id: string, inside: string, loop = ''): string =>
  `<bpmn:subProcess id="${id}">${loop}${inside}</bpmn:subProcess>`
const three =
  '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>3</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>'
const inside = start('s') + userTask('x') + userTask('y') + end('e') + line('s', 'x', 'y', 'e')
const around = (loop = ''): string =>
  model(
    'p',
    start(),
    userTask('a'),
    sub('sub', inside, loop),
    boundaryTimer('late', 'sub', duration('PT1H')),
    userTask('b'),
    end(),
    end('out'),
    line('start', 'a', 'sub', 'b', 'end'),
    flow('late', 'out'),
  )

describe('a modification of a running case', () => {
  it('ends here and begins there, and the record says who, why and what', async () => {
    const played = await given(inOrder)
    const instructions = [
      { do: 'terminate', key: played.keyOf('a') },
      { do: 'activate', element: 'b', variables: { note: 'by hand' } },
    ] as const
    const [first] = played.take({ type: 'modify', instructions, variables: { skipped: true }, reason, by: 'admin' })
    expect(first).toEqual({ type: 'caseModified', instructions, reason, by: 'admin' })
    expect(played.living()).toEqual(['b'])
    expect(played.instance('b').variables).toEqual({ note: 'by hand' })
    expect(played.state.instances.get(1)!.variables).toEqual({ skipped: true })
    played.complete('b')
    expect(played.state.status).toBe('completed')
  })

  it('opens the containers around what it activates, with their borders but without their start events', async () => {
    const played = await given(around())
    const instructions = [
      { do: 'terminate', key: played.keyOf('a') },
      { do: 'activate', element: 'y' },
    ] as const
    played.take({ type: 'modify', instructions, reason })
    expect(played.living()).toEqual(['sub', 'y'])
    expect(played.instance('sub').timers).toMatchObject([{ element: 'late' }])
    played.complete('y')
    expect(played.living()).toEqual(['b'])
  })

  it('ends a container in which nothing is left, and does not go on behind it', async () => {
    const played = await given(around())
    played.complete('a')
    const instructions = [
      { do: 'activate', element: 'a' },
      { do: 'terminate', key: played.keyOf('x') },
    ] as const
    played.take({ type: 'modify', instructions, reason })
    expect(played.living()).toEqual(['a'])
  })

  it('asks which of several containers is meant', async () => {
    const played = await given(around(three))
    played.complete('a')
    const activate = { do: 'activate', element: 'y' } as const
    const { code, words } = played.refused({ type: 'modify', instructions: [activate], reason })
    expect(code).toBe('scope-unclear')
    expect(words).toContain('3 times')
    played.take({ type: 'modify', instructions: [{ ...activate, scope: played.keyOf('sub', 1) }], reason })
    expect(played.living().filter((id) => id === 'y')).toHaveLength(1)
  })

  it('takes an item out of a countersigning, and goes on when the others are done', async () => {
    const played = await given(around(three))
    played.complete('a')
    played.take({ type: 'modify', instructions: [{ do: 'terminate', key: played.keyOf('sub', 0) }], reason })
    for (const element of ['x', 'x', 'y', 'y']) played.complete(element)
    expect(played.living()).toEqual(['b'])
  })

  it('takes tokens from a join', async () => {
    const played = await given(forked)
    played.complete('a')
    const token = { do: 'dropToken', scope: 1, gateway: 'j', flow: 'a_j' } as const
    expect(played.refused({ type: 'modify', instructions: [{ ...token, flow: 'b_j' }], reason }).code).toBe(
      'no-such-token',
    )
    played.take({ type: 'modify', instructions: [token, { do: 'activate', element: 'a' }], reason })
    expect(played.living()).toEqual(['a', 'b'])
    played.complete('a')
    played.complete('b')
    expect(played.living()).toEqual(['c'])
  })

  it('does not end a case by the way; an end that is activated completes it', async () => {
    const played = await given(inOrder)
    const away = { do: 'terminate', key: played.keyOf('a') } as const
    expect(played.refused({ type: 'modify', instructions: [away], reason }).code).toBe('would-end')
    played.take({ type: 'modify', instructions: [away, { do: 'activate', element: 'end' }], reason })
    expect(played.state.status).toBe('completed')
  })

  it.each([
    ['no reason', { instructions: [], reason: '' }, 'reason-missing'],
    ['nothing to do', { instructions: [], reason }, 'nothing-to-do'],
    ['an unknown element', { instructions: [{ do: 'activate', element: 'z' }], reason }, 'no-such-element'],
    ['a border', { instructions: [{ do: 'activate', element: 'late' }], reason }, 'not-to-be-activated'],
    ['the process itself', { instructions: [{ do: 'activate', element: 'p' }], reason }, 'not-to-be-activated'],
    ['what is over', { instructions: [{ do: 'terminate', key: 99 }], reason }, 'no-such-instance'],
    ['the whole case', { instructions: [{ do: 'terminate', key: 1 }], reason }, 'no-such-instance'],
  ] as const)('refuses %s', async (_, wanted, code) => {
    const played = await given(around())
    expect(played.refused({ type: 'modify', ...wanted }).code).toBe(code)
  })
})
