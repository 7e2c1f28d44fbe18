import { describe, expect, it } from 'vitest'
import { boundaryTimer, duration, end, line, model, serviceTask, start, userTask } from '../builders/bpmn.ts'
import { given, hour } from './played.ts'

const message = '<bpmn:message id="m" name="paid"/>'
const receive = (id: string): string => `<bpmn:receiveTask id="${id}" messageRef="m"/>`
const withMessage = (bpmn: string): string => bpmn.replace('<bpmn:process', `${message}<bpmn:process`)
const call =
  '<bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="child"/></bpmn:extensionElements></bpmn:callActivity>'

describe('a suspended case', () => {
  const approving = model('p', start(), userTask('a'), userTask('b'), end(), line('start', 'a', 'b', 'end'))

  it('lets nobody work in it until it goes on, and says why', async () => {
    const played = await given(approving)
    played.take({ type: 'suspend', reason: 'the applicant is deceased', by: 'admin' })
    for (const type of ['claimTask', 'completeTask'] as const) {
      const { code, words } = played.refused({ type, key: played.keyOf('a'), by: 'li' })
      expect(code).toBe('case-suspended')
      expect(words).toContain('the applicant is deceased')
    }
    played.take({ type: 'goOn', by: 'admin' })
    played.complete('a')
    expect(played.living()).toEqual(['b'])
  })

  it('needs a reason, and goes on only where it was suspended', async () => {
    const played = await given(approving)
    expect(played.refused({ type: 'suspend', reason: ' ' }).code).toBe('reason-missing')
    expect(played.refused({ type: 'goOn' }).code).toBe('not-suspended')
    played.take({ type: 'suspend', reason: 'why' })
    expect(played.refused({ type: 'suspend', reason: 'why' }).code).toBe('case-suspended')
  })

  it('keeps a message that comes meanwhile, once, and takes it when it goes on', async () => {
    const played = await given(
      withMessage(model('p', start(), receive('r'), userTask('a'), end(), line('start', 'r', 'a', 'end'))),
    )
    const paid = { type: 'trigger', key: played.keyOf('r'), element: 'r', trigger: 0, variables: { fee: 5 } } as const
    played.take({ type: 'suspend', reason: 'why' })
    expect(played.take(paid).map(({ type }) => type)).toEqual(['commandHeld'])
    expect(played.refused(paid).code).toBe('case-suspended')
    expect(played.living()).toEqual(['r'])
    played.take({ type: 'goOn' })
    expect(played.living()).toEqual(['a'])
    expect(played.state.instances.get(1)!.variables).toMatchObject({ fee: 5 })
  })

  it('keeps the return of a called process', async () => {
    const played = await given(model('p', start(), call, userTask('a'), end(), line('start', 'call', 'a', 'end')))
    played.take({ type: 'suspend', reason: 'why' })
    played.take({ type: 'completeCall', key: played.keyOf('call'), variables: {} })
    expect(played.living()).toEqual(['call'])
    played.take({ type: 'goOn' })
    expect(played.living()).toEqual(['a'])
  })

  it('tells in the record what it had kept and can no longer do', async () => {
    const played = await given(
      withMessage(model('p', start(), receive('r'), userTask('a'), end(), line('start', 'r', 'a', 'end'))),
    )
    played.take({ type: 'suspend', reason: 'why' })
    played.take({ type: 'trigger', key: played.keyOf('r'), element: 'r', trigger: 0 })
    const instructions = [
      { do: 'activate', element: 'a' },
      { do: 'terminate', key: played.keyOf('r') },
    ] as const
    played.take({ type: 'modify', reason: 'paid in cash', instructions })
    const told = played.take({ type: 'goOn' }).map(({ type }) => type)
    expect(told).toEqual(['caseResumed', 'heldRefused'])
    expect(played.living()).toEqual(['a'])
  })

  it('fires no timer, and those that were due meanwhile when it goes on', async () => {
    const guarded = model(
      'p',
      start(),
      userTask('a'),
      boundaryTimer('late', 'a', duration('PT1H')),
      userTask('b'),
      end(),
      end('out'),
      line('start', 'a', 'end'),
      line('late', 'b', 'out'),
    )
    const played = await given(guarded)
    const { due } = played.instance('a').timers![0]!
    const fire = { type: 'fireTimer', key: played.keyOf('a'), element: 'late', due } as const
    played.take({ type: 'suspend', reason: 'why' })
    played.at += 2 * hour
    expect(played.refused(fire).code).toBe('case-suspended')
    played.take({ type: 'goOn' })
    played.take(fire)
    expect(played.living()).toEqual(['b'])
  })

  it('refuses the result of a job; it may be cancelled and its variables corrected', async () => {
    const played = await given(model('p', start(), serviceTask('s', 'print'), end(), line('start', 's', 'end')))
    played.take({ type: 'suspend', reason: 'why' })
    expect(played.refused({ type: 'completeJob', key: played.keyOf('s') }).code).toBe('case-suspended')
    played.take({ type: 'setVariables', variables: { fee: 7 }, by: 'admin', reason: 'a typing error' })
    expect(played.state.instances.get(1)!.variables).toEqual({ fee: 7 })
    played.take({ type: 'cancel', reason: 'withdrawn' })
    expect(played.state.status).toBe('terminated')
  })
})
