import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { end, line, model, serviceTask, start, userTask } from '../builders/bpmn.ts'
import { testServer, type Client, type TestServer } from '../builders/server.ts'

let server: TestServer
let admin: Client
let officer: Client
beforeAll(async () => {
  server = await testServer('2026-04-27T09:00:00+08:00')
  admin = await server.client('admin')
  officer = await server.client('window1')
  const bpmn = model('p', start(), userTask('a'), userTask('b'), end(), line('start', 'a', 'b', 'end'))
  await server.running.runtime.deploy({ bpmn, by: 'admin' })
})
afterAll(() => server.close())

async function aCase(process = 'p'): Promise<string> {
  const outcome = await server.running.runtime.start({ process, variables: { area: 1 } })
  if (!outcome.ok) throw new Error(outcome.rejection.words)
  return outcome.caseId
}
const corrections = (id: string): string => `/api/cases/${id}/corrections`
const reason = 'decided by the leaders'
const told = async (id: string): Promise<{ code: string; detail: Record<string, string>; actor?: string }[]> =>
  (await admin('GET', `/api/cases/${id}`)).body.timeline

describe('an admin corrects a running case', () => {
  it('sees what lives in it, changes where it stands, and the record says so', async () => {
    const id = await aCase()
    const { body: structure } = await admin('GET', corrections(id))
    const live = structure.instances.find(({ element }: { element: string }) => element === 'a')
    expect(live).toMatchObject({ type: 'userTask', waits: ['task'] })
    expect(structure.elements.map(({ id: element }: { id: string }) => element)).toEqual(['start', 'a', 'b', 'end'])
    const correction = {
      do: 'modify',
      instructions: [
        { do: 'terminate', key: live.key },
        { do: 'activate', element: 'b' },
      ],
      reason,
    }
    const preview = await admin('POST', `${corrections(id)}/preview`, correction)
    expect(preview.body).toMatchObject({
      ok: true,
      ended: [{ element: 'a', task: { groups: '综合窗口', hasDraft: false } }],
      begun: [{ element: 'b' }],
      ends: false,
    })
    expect((await admin('GET', corrections(id))).body.instances).toEqual(structure.instances)
    expect((await admin('POST', corrections(id), correction)).status).toBe(204)
    const { openTasks } = (await admin('GET', `/api/cases/${id}`)).body
    expect(openTasks.map(({ name }: { name: string }) => name)).toEqual(['b'])
    expect((await told(id)).find(({ code }) => code === 'case.modified')).toMatchObject({
      actor: '周敏',
      detail: { reason, began: 'b' },
    })
  })

  it('suspends it: nobody works in it, the list says so, and it goes on', async () => {
    const id = await aCase()
    expect((await admin('POST', corrections(id), { do: 'suspend', reason })).status).toBe(204)
    expect((await admin('GET', '/api/cases?state=suspended')).body.items).toMatchObject([{ id, state: 'suspended' }])
    const { openTasks, suspended } = (await admin('GET', `/api/cases/${id}`)).body
    expect(suspended).toEqual({ reason, held: 0 })
    const task = openTasks[0].id
    const seen = await officer('GET', `/api/tasks/${task}`)
    expect(seen.body.may).toEqual({ claim: false, release: false, complete: false })
    expect(seen.body.case.suspended).toEqual({ reason, held: 0 })
    const claim = await officer('POST', `/api/tasks/${task}/claim`, { revision: 1 })
    expect(claim).toMatchObject({ status: 409, body: { code: 'case-suspended' } })
    expect((await admin('POST', corrections(id), { do: 'goOn', reason })).status).toBe(204)
    expect((await admin('GET', `/api/cases/${id}`)).body.suspended).toBeUndefined()
    expect((await officer('POST', `/api/tasks/${task}/claim`, { revision: 1 })).status).toBe(200)
  })

  it('sees which sub-process stands around an element, and what variables an instance has of its own', async () => {
    const inner = start('s') + userTask('i') + end('e') + line('s', 'i', 'e')
    const bpmn = model(
      'n',
      start(),
      `<bpmn:subProcess id="sub">${inner}</bpmn:subProcess>`,
      end(),
      line('start', 'sub', 'end'),
    )
    expect(await server.running.runtime.deploy({ bpmn, by: 'admin' })).toMatchObject({ ok: true })
    const id = await aCase('n')
    const key = (await admin('GET', corrections(id))).body.instances.find((one: any) => one.element === 'sub').key
    const correction = { do: 'setVariables', variables: { floor: 3 }, key, reason }
    expect((await admin('POST', corrections(id), correction)).status).toBe(204)
    const { instances, elements, variables } = (await admin('GET', corrections(id))).body
    expect(elements.find((one: any) => one.id === 'i')).toMatchObject({ container: 'sub' })
    expect(elements.find((one: any) => one.id === 'sub').container).toBeUndefined()
    expect(instances.find((one: any) => one.key === key).variables).toEqual({ floor: 3 })
    expect(variables).toEqual({ area: 1 })
  })

  it('puts it back to an earlier step', async () => {
    const id = await aCase()
    const { runtime } = server.running
    const key = [...(await runtime.store.case(id))!.state.instances.values()].find(({ task }) => task)!.key
    await runtime.dispatch(id, { type: 'completeTask', key, by: 'li', variables: { area: 2 } })
    const { points } = (await admin('GET', corrections(id))).body
    const completed = points.find(({ entry }: { entry: { code: string } }) => entry.code === 'task.completed')
    const correction = { do: 'restart', before: completed.before, reason }
    const preview = await admin('POST', `${corrections(id)}/preview`, correction)
    expect(preview.body).toMatchObject({ ok: true, ended: [{ element: 'b' }], begun: [{ element: 'a' }] })
    expect((await admin('POST', corrections(id), correction)).status).toBe(204)
    const { data, openTasks, standing } = (await admin('GET', `/api/cases/${id}`)).body
    expect(data).toMatchObject({ area: 1 })
    expect(openTasks.map(({ name }: { name: string }) => name)).toEqual(['a'])
    expect(standing.active).toEqual([{ element: 'a', count: 1 }])
  })

  it('puts it back to where somebody had claimed a task, who finishes it then', async () => {
    const id = await aCase()
    const task = async () =>
      (await officer('GET', `/api/tasks/${(await admin('GET', `/api/cases/${id}`)).body.openTasks[0].id}`)).body
    const first = await task()
    await officer('POST', `/api/tasks/${first.id}/claim`, { revision: first.revision })
    await officer('POST', `/api/tasks/${first.id}/complete`, { revision: first.revision + 1, data: {} })
    const { points } = (await admin('GET', corrections(id))).body
    const { before } = points.find(({ entry }: { entry: { code: string } }) => entry.code === 'task.completed')
    expect((await admin('POST', corrections(id), { do: 'restart', before, reason })).status).toBe(204)
    const again = await task()
    expect(again).toMatchObject({ name: 'a', may: { claim: false, complete: true } })
    const completion = { revision: again.revision, data: {} }
    expect((await officer('POST', `/api/tasks/${again.id}/complete`, completion)).status).toBe(200)
  })

  it('does a correction once, however often it is sent', async () => {
    const id = await aCase()
    const correction = { do: 'setVariables', variables: { area: 9 }, reason }
    const key = { 'idempotency-key': `once-${id}` }
    for (const _ of [1, 2]) expect((await admin('POST', corrections(id), correction, key)).status).toBe(204)
    expect((await told(id)).filter(({ code }) => code === 'variables.corrected')).toHaveLength(1)
  })

  it('corrects many at once, with an answer for each', async () => {
    const ids = [await aCase(), await aCase()]
    await admin('POST', corrections(ids[1]!), { do: 'cancel', reason })
    const { body } = await admin('POST', '/api/corrections', {
      cases: [...ids, 'nowhere'],
      correction: { do: 'suspend', reason },
    })
    expect(body).toMatchObject({ done: 1, refused: 2 })
    expect(body.cases.map(({ code = 'done' }: { code?: string }) => code)).toEqual([
      'done',
      'case-over',
      'no-such-case',
    ])
  })

  it('tries an incident again', async () => {
    const { runtime } = server.running
    const bpmn = model('j', start(), serviceTask('s', 'nobody'), end(), line('start', 's', 'end'))
    await runtime.deploy({ bpmn, by: 'admin' })
    const id = await aCase('j')
    const { key } = [...(await runtime.store.case(id))!.state.instances.values()].find(({ job }) => job)!
    await runtime.dispatch(id, { type: 'failJob', key, retries: 0, message: 'no paper' })
    expect((await admin('GET', corrections(id))).body.instances.at(-1)).toMatchObject({ incident: 'no paper' })
    expect((await admin('POST', corrections(id), { do: 'retryIncident', key, reason })).status).toBe(204)
    expect((await admin('GET', `/api/cases/${id}`)).body.incidents).toEqual([])
  })

  it.each([
    ['without a reason', { do: 'cancel', reason: ' ' }, 409, 'reason-missing'],
    ['without anything to do', { do: 'modify', instructions: [], reason }, 409, 'nothing-to-do'],
    ['of an unknown kind', { do: 'burn', reason }, 400, 'body-invalid'],
    [
      'of what is not there',
      { do: 'modify', instructions: [{ do: 'terminate', key: 99 }], reason },
      404,
      'no-such-instance',
    ],
    ['back before the beginning', { do: 'restart', before: 1, reason }, 409, 'nothing-to-do'],
  ])('refuses one %s', async (_, correction, status, code) => {
    const id = await aCase()
    const answer = await admin('POST', corrections(id), correction)
    expect(answer).toMatchObject({ status, body: { code } })
    expect(answer.body.detail).toMatch(/\w/)
  })

  it('is the only one who may', async () => {
    const id = await aCase()
    for (const [method, path] of [
      ['GET', corrections(id)],
      ['POST', corrections(id)],
      ['POST', `${corrections(id)}/preview`],
      ['POST', '/api/corrections'],
    ] as const)
      expect((await officer(method, path, method === 'GET' ? undefined : {})).status).toBe(403)
  })
})
