import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { testServer, type Client, type TestServer } from '../builders/server.ts'

const applications = JSON.parse(
  readFileSync(new URL('../../processes/joint-approval/scenarios/applications.json', import.meta.url), 'utf8'),
) as { ordinary: Record<string, unknown> }

interface Line {
  code: string
  elementName?: string
  detail: Record<string, string>
}

describe('the preview of a completion', () => {
  let server: TestServer
  let window1: Client

  beforeAll(async () => {
    server = await testServer('2026-04-27T09:00:00+08:00')
    window1 = await server.client('window1')
  })
  afterAll(() => server.close())

  async function file(): Promise<string> {
    const { body } = await window1('POST', '/api/cases', { processId: 'joint-approval', data: applications.ordinary })
    await server.running.runtime.settle()
    return body.caseId
  }

  async function taskOf(client: Client, caseId: string, element: string) {
    const { body } = await client('GET', '/api/tasks?box=department')
    const { id } = body.items.find((task: Record<string, string>) => task.caseId === caseId && task.element === element)
    return (await client('GET', `/api/tasks/${id}`)).body
  }

  /** Previews, and proves on the way that nothing has changed by it. */
  async function preview(client: Client, caseId: string, element: string, values: Record<string, unknown>) {
    const task = await taskOf(client, caseId, element)
    const before = await server.running.runtime.store.events(caseId)
    const data = { ...task.data, ...values }
    const answer = await client('POST', `/api/tasks/${task.id}/preview`, { revision: task.revision, data })
    const after = await taskOf(client, caseId, element)
    expect(await server.running.runtime.store.events(caseId)).toEqual(before)
    expect(after).toEqual(task)
    expect(answer.status).toBe(200)
    return answer.body
  }

  async function complete(client: Client, caseId: string, element: string, values: Record<string, unknown>) {
    const { id, revision, data } = await taskOf(client, caseId, element)
    const sent = { revision, data: { ...data, ...values } }
    const answer = await client('POST', `/api/tasks/${id}/complete`, sent)
    expect(answer.status).toBe(200)
    await server.running.runtime.settle()
  }

  const told = (entries: Line[], code: string) => entries.filter((entry) => entry.code === code)
  const accept = { reception: { outcome: 'accept', checked: ['power', 'complete', 'form'] } }
  const agree = { opinion: { points: ['materials', 'standards', 'planning'], decision: 'agree' } }

  it('of an acceptance names the notice, the state and the departments, as it then comes', async () => {
    const caseId = await file()

    const { valid, entries, ends } = await preview(window1, caseId, 'reception', accept)

    expect({ valid, ends }).toEqual({ valid: true, ends: false })
    expect(told(entries, 'document.issued').map(({ detail }) => detail['title'])).toEqual(['行政许可受理通知书'])
    expect(told(entries, 'status.changed').at(-1)?.detail).toMatchObject({ status: 'accepted', statusName: '已受理' })
    const departments = told(entries, 'task.created').map(({ detail }) => detail['groups'])
    await complete(window1, caseId, 'reception', accept)
    const { body } = await window1('GET', `/api/cases/${caseId}`)
    expect(departments).toHaveLength(3)
    expect(departments).toEqual(body.openTasks.map(({ owner }: { owner: string }) => owner))
  })

  it('of an incomplete application names the notice and that the applicant is waited for', async () => {
    const caseId = await file()
    const missing = [{ name: '资金落实证明', requirement: '加盖银行印章的原件' }]

    const { entries, ends } = await preview(window1, caseId, 'reception', {
      reception: { outcome: 'incomplete', missing, supplementDays: 10 },
    })

    expect(ends).toBe(false)
    expect(told(entries, 'document.issued').map(({ detail }) => detail['title'])).toEqual(['补正材料一次性告知书'])
    expect(told(entries, 'task.created')).toMatchObject([{ elementName: '补正材料', detail: { groups: '申请人' } }])
  })

  it('of a refusal to accept says that the case ends', async () => {
    const caseId = await file()
    const outcome = { outcome: 'notRequired', reason: '限额以下工程', competent: '无' }

    const { valid, entries, ends } = await preview(window1, caseId, 'reception', { reception: outcome })

    expect({ valid, ends }).toEqual({ valid: true, ends: true })
    expect(told(entries, 'case.completed')).toHaveLength(1)
  })

  it('of an opinion leads on to the decision only when it is the last one', async () => {
    const caseId = await file()
    await complete(window1, caseId, 'reception', accept)
    const officers = await Promise.all(['nr1', 'fire1', 'eco1'].map((account) => server.client(account)))
    const first = await preview(officers[0]!, caseId, 'review', agree)
    await complete(officers[0]!, caseId, 'review', agree)
    await complete(officers[1]!, caseId, 'review', agree)

    const last = await preview(officers[2]!, caseId, 'review', agree)

    expect(told(first.entries, 'task.created')).toEqual([])
    expect(told(last.entries, 'task.created')).toMatchObject([{ elementName: '综合决定' }])
    expect(told(last.entries, 'task.created')[0]?.detail['groups']).toMatch(/住房和城乡建设/)
  })

  it('of an unfinished form names the fields, in the language that is asked for', async () => {
    const caseId = await file()
    const { id, revision } = await taskOf(window1, caseId, 'reception')
    const ask = async (language: string) =>
      (await window1('POST', `/api/tasks/${id}/preview`, { revision, data: {} }, { 'accept-language': language })).body

    const [chinese, english] = [await ask('zh-CN'), await ask('en-GB,en;q=0.9')]

    expect(chinese).toMatchObject({ valid: false, entries: [], fields: [{ path: 'reception.outcome' }] })
    expect(chinese.fields[0].message).toMatch(/^请/)
    expect(english.fields[0].message).toMatch(/^Please/)
  })

  it('is refused as the completion would be', async () => {
    const caseId = await file()
    const { id } = await taskOf(window1, caseId, 'reception')
    const stranger = await server.client('eco1')

    const stale = await window1('POST', `/api/tasks/${id}/preview`, { revision: 99, data: accept })
    const foreign = await stranger('POST', `/api/tasks/${id}/preview`, { revision: 1, data: accept })

    expect(stale).toMatchObject({ status: 409, body: { code: 'task-changed' } })
    expect(foreign).toMatchObject({ status: 403, body: { code: 'not-your-task' } })
  })
})
