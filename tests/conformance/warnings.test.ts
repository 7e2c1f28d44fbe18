import { describe, expect, it } from 'vitest'
import { openRuntime } from '@lianban/engine/runtime'
import { memoryStore } from '@lianban/engine/store/memory'
import { boundaryTimer, duration, end, flow, line, model, start, userTask } from '../builders/bpmn.ts'

async function told(bpmn: string, ...before: string[]): Promise<string[]> {
  const runtime = await openRuntime({ store: memoryStore() })
  for (const earlier of before) await runtime.deploy({ bpmn: earlier, by: 'admin' })
  const { ok, problems } = await runtime.deploy({ bpmn, by: 'admin' })
  await runtime.close()
  expect(ok).toBe(true)
  return problems.map(({ code, severity, element }) => `${severity} ${code} ${element}`)
}

const guarded = (host: string): string =>
  model(
    'p',
    start(),
    host,
    boundaryTimer('late', 'x', duration('PT1H')),
    end(),
    end('out'),
    line('start', 'x', 'end'),
    flow('late', 'out'),
  )
const call =
  '<bpmn:callActivity id="x"><bpmn:extensionElements><zeebe:calledElement processId="child"/></bpmn:extensionElements></bpmn:callActivity>'
const calling = model('p', start(), call, end(), line('start', 'x', 'end'))
const child = model('child', start(), userTask('a'), end(), line('start', 'a', 'end'))

describe('a drawing that runs, but not as it looks, is published with a warning', () => {
  it('an event on the border of what takes no time', async () => {
    expect(await told(guarded('<bpmn:task id="x"/>'))).toEqual(['warning boundary-never late'])
    expect(await told(guarded(userTask('x')))).toEqual([])
  })

  it('a call of a process that is not published yet', async () => {
    expect(await told(calling)).toEqual(['warning called-process-missing x'])
    expect(await told(calling, child)).toEqual([])
  })

  it('but not one that is bound to its own deployment, which never can have it', async () => {
    const runtime = await openRuntime({ store: memoryStore() })
    const bound = calling.replace('processId="child"', 'processId="child" bindingType="deployment"')
    expect(await runtime.deploy({ bpmn: bound, by: 'admin' })).toMatchObject({
      ok: false,
      problems: [{ code: 'called-process-missing', severity: 'error', element: 'x' }],
    })
    await runtime.close()
  })
})
