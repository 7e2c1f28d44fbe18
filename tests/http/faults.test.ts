import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { testServer, type Client, type TestServer } from '../builders/server.ts'
import { end, flow, line, model, start, userTask } from '../builders/bpmn.ts'

const applications = JSON.parse(
  readFileSync(new URL('../../processes/joint-approval/scenarios/applications.json', import.meta.url), 'utf8'),
) as { ordinary: Record<string, unknown> }

describe('bad input', () => {
  let server: TestServer
  let admin: Client
  let window1: Client

  beforeAll(async () => {
    server = await testServer('2026-04-27T09:00:00+08:00')
    admin = await server.client('admin')
    window1 = await server.client('window1')
  })
  afterAll(() => server.close())

  const problem = (status: number, code: string) => ({
    status,
    type: expect.stringContaining('application/problem+json'),
    body: expect.objectContaining({ status, code, detail: expect.any(String) }),
  })
  const draft = (bpmn: string) => ({ bundle: { bpmn, forms: {}, documents: {} }, revision: 0 })
  const file = async (data: unknown, headers = {}) =>
    window1('POST', '/api/cases', { processId: 'joint-approval', data }, headers)
  const publish = async (id: string, bpmn: string) => {
    const saved = await admin('PUT', `/api/processes/${id}/draft`, draft(bpmn))
    return admin('POST', `/api/processes/${id}/publish`, { revision: saved.body.revision, note: '' })
  }

  it('refuses malformed XML and names the place', async () => {
    const answer = await admin('PUT', '/api/processes/broken/draft', draft('<bpmn:definitions><oops'))
    expect(answer).toMatchObject(problem(422, 'xml-malformed'))
    expect(answer.body.detail).toContain('line 1')
  })

  it('refuses to publish an unknown element and names it', async () => {
    const answer = await publish(
      'teleport',
      model('teleport', start(), '<bpmn:teleport id="t"/>', end(), line('start', 'end')),
    )
    expect(answer).toMatchObject(problem(422, 'model-invalid'))
    expect(answer.body.problems).toContainEqual(
      expect.objectContaining({ code: 'xml-unknown', words: expect.stringContaining('bpmn:teleport') }),
    )
  })

  it('refuses to publish an element that the engine would ignore', async () => {
    const talk = '<bpmn:choreographyTask id="c" name="协商"/>'
    const ignored = model('ignored', start(), talk, end(), line('start', 'end'))
    const answer = await publish('ignored', ignored)
    expect(answer.body.problems).toContainEqual(
      expect.objectContaining({ code: 'element-not-executable', element: 'c' }),
    )
  })

  it('turns an expression that fails at run time into an incident that names the cause', async () => {
    const bpmn = model(
      'failing',
      start(),
      '<bpmn:exclusiveGateway id="x" default="x_b"/>',
      end('a'),
      end('b'),
      line('start', 'x'),
      flow('x', 'a', '= missing > 5'),
      flow('x', 'b'),
    )
    expect(await publish('failing', bpmn)).toMatchObject({ status: 201 })
    const outcome = await server.running.runtime.start({ process: 'failing' })
    if (!outcome.ok) throw new Error(outcome.rejection.words)
    const { body } = await admin('GET', `/api/cases/${outcome.caseId}`)
    expect(body).toMatchObject({
      state: 'incident',
      incidents: [{ element: 'x', code: 'expression-failed', message: expect.stringContaining('missing') }],
    })
    expect(await admin('POST', `/api/cases/${outcome.caseId}/incidents/99/retry`)).toMatchObject(
      problem(409, 'no-incident'),
    )
  })

  it('answers 404 for an unknown task, case, process and route', async () => {
    expect(await window1('GET', '/api/tasks/nowhere.3')).toMatchObject(problem(404, 'no-such-task'))
    expect(await window1('POST', '/api/tasks/nowhere.3/complete', { revision: 1, data: {} })).toMatchObject(
      problem(404, 'no-such-task'),
    )
    expect(await window1('GET', '/api/cases/nowhere')).toMatchObject(problem(404, 'no-such-case'))
    expect(await admin('GET', '/api/processes/nowhere')).toMatchObject(problem(404, 'no-such-process'))
    expect(await admin('GET', '/api/nothing')).toMatchObject(problem(404, 'no-such-route'))
  })

  it('completes a task once: a repetition gets the same answer, a second completion a conflict with who and when', async () => {
    const { body: filed } = await file(applications.ordinary)
    const { body: tasks } = await window1('GET', '/api/tasks?box=department')
    const { id } = tasks.items.find((task: { caseId: string }) => task.caseId === filed.caseId)
    const completion = { revision: 1, data: { reception: { outcome: 'notRequired', reason: '规模以下' } } }
    const key = { 'idempotency-key': 'once' }
    expect(await window1('POST', `/api/tasks/${id}/complete`, completion, key)).toMatchObject({ status: 200 })
    expect(await window1('POST', `/api/tasks/${id}/complete`, completion, key)).toMatchObject({ status: 200 })
    const other = await server.client('window2')
    const late = await other('POST', `/api/tasks/${id}/complete`, completion)
    expect(late).toMatchObject(problem(409, 'task-completed'))
    expect(late.body.detail).toContain('李娜')
    const record = await server.running.runtime.store.events(filed.caseId)
    expect(record.filter(({ event }) => event.type === 'taskCompleted')).toHaveLength(1)
  })

  it('files a repeated application once', async () => {
    const key = { 'idempotency-key': 'filing-1' }
    const once = await file(applications.ordinary, key)
    const again = await file(applications.ordinary, key)
    expect(again.body).toEqual(once.body)
  })

  it('refuses a body of 50 MB', async () => {
    const huge = `{"processId":"joint-approval","data":{"x":"${'a'.repeat(50 * 1024 * 1024)}"}}`
    expect(await window1('POST', '/api/cases', huge)).toMatchObject(problem(413, 'body-too-large'))
  })

  it('refuses what is not JSON, not the shape, or not a complete form, naming the fields', async () => {
    expect(await window1('POST', '/api/cases', '{"processId":')).toMatchObject(problem(400, 'json-malformed'))
    expect(await window1('POST', '/api/cases', { processId: 7 })).toMatchObject(problem(400, 'body-invalid'))
    const answer = await file({ applicant: { name: '' } })
    expect(answer).toMatchObject(problem(422, 'form-invalid'))
    expect(answer.body.fields).toContainEqual(expect.objectContaining({ path: 'project.name', code: 'required' }))
  })

  it('lets nobody act without a session, without the role or for another department', async () => {
    const stranger = await server.client()
    expect(await stranger('GET', '/api/tasks')).toMatchObject(problem(401, 'not-signed-in'))
    expect(await stranger('POST', '/api/session', { account: 'admin', password: 'guess' })).toMatchObject(
      problem(401, 'wrong-password'),
    )
    expect(await window1('GET', '/api/processes')).toMatchObject(problem(403, 'not-allowed'))
    expect(await window1('POST', '/api/clock', { advance: 'P1D' })).toMatchObject(problem(403, 'not-allowed'))
    const { body: filed } = await file(applications.ordinary)
    const officer = await server.client('eco1')
    const { body } = await admin('GET', `/api/cases/${filed.caseId}`)
    const [task] = body.openTasks
    expect(await officer('POST', `/api/tasks/${task.id}/claim`, { revision: 1 })).toMatchObject(
      problem(403, 'not-your-task'),
    )
  })

  it('does not tell a wrong tracking code from an unknown number, and stops guessing', async () => {
    const { body: filed } = await file(applications.ordinary)
    const stranger = await server.client()
    const wrong = { caseNo: filed.caseNo, code: 'AAAAAAAA' }
    const unknown = { caseNo: '510114SGXK01209901010001', code: 'AAAAAAAA' }
    const [first, second] = [
      await stranger('POST', '/api/public/track', wrong),
      await stranger('POST', '/api/public/track', unknown),
    ]
    expect(first).toMatchObject(problem(404, 'no-such-case'))
    expect(second.body.detail).toBe(first.body.detail)
    for (let i = 0; i < 4; i++) await stranger('POST', '/api/public/track', wrong)
    expect(await stranger('POST', '/api/public/track', wrong)).toMatchObject(problem(429, 'too-many-tries'))
  })

  it('moves the clock forward only', async () => {
    expect(await admin('POST', '/api/clock', { to: '2020-01-01' })).toMatchObject(problem(409, 'clock-backwards'))
    expect(await admin('POST', '/api/clock', { advance: 'soon' })).toMatchObject(problem(400, 'time-invalid'))
  })

  it('refuses to save over a draft that somebody else has changed', async () => {
    const bpmn = model('shared', start(), userTask('t'), end(), line('start', 't', 'end'))
    await admin('PUT', '/api/processes/shared/draft', draft(bpmn))
    expect(await admin('PUT', '/api/processes/shared/draft', draft(bpmn))).toMatchObject(problem(409, 'draft-changed'))
  })

  it('leaves the server up after all of this', async () => {
    const stranger = await server.client()
    expect(await stranger('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } })
    expect(await stranger('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } })
  })
})
