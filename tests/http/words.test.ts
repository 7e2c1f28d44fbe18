import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { testServer, type Client, type TestServer } from '../builders/server.ts'

const { ordinary } = JSON.parse(
  readFileSync(new URL('../../processes/joint-approval/scenarios/applications.json', import.meta.url), 'utf8'),
) as { ordinary: Record<string, unknown> }

describe('the words of a case', () => {
  let server: TestServer
  let window1: Client
  let caseId: string
  const opinion = { points: ['materials', 'standards', 'planning'], decision: 'agree' }
  const english = { 'accept-language': 'en-GB,en;q=0.9' }

  async function complete(account: string, values: Record<string, Record<string, unknown>>): Promise<void> {
    const client = await server.client(account)
    const { body } = await client('GET', '/api/tasks?box=department')
    const { id } = body.items.find((task: { caseId: string }) => task.caseId === caseId)
    const task = (await client('GET', `/api/tasks/${id}`)).body
    const [[name, value]] = Object.entries(values) as [[string, Record<string, unknown>]]
    const data = { ...task.data, [name]: { ...task.data[name], ...value } }
    const answer = await client('POST', `/api/tasks/${id}/complete`, { revision: task.revision, data })
    expect(answer.status).toBe(200)
    await server.running.runtime.settle()
  }

  beforeAll(async () => {
    server = await testServer('2026-04-27T09:00:00+08:00')
    window1 = await server.client('window1')
    caseId = (await window1('POST', '/api/cases', { processId: 'joint-approval', data: ordinary })).body.caseId
    await complete('window1', { reception: { outcome: 'accept', checked: ['power', 'complete', 'form'] } })
    for (const account of ['nr1', 'fire1', 'eco1']) await complete(account, { opinion })
    await complete('zj1', { decision: { result: 'approve', signed: true } })
  })
  afterAll(() => server.close())

  const outcomes = (body: { timeline: { code: string; elementName: string; detail: Record<string, string> }[] }) =>
    body.timeline
      .filter(({ code }) => code === 'task.completed')
      .map(({ elementName, detail }) => `${elementName}: ${detail['outcomeName']}`)

  it('name each outcome by the choice of its own field', async () => {
    const { body } = await window1('GET', `/api/cases/${caseId}`)
    expect(outcomes(body)).toEqual([
      '受理审查: 予以受理',
      ...['部门审查: 同意', '部门审查: 同意', '部门审查: 同意'],
      '综合决定: 准予行政许可',
    ])
  })

  it('are English for those who ask for it, as far as the model has them', async () => {
    const { body } = await window1('GET', `/api/cases/${caseId}`, undefined, english)
    const [task] = (await window1('GET', '/api/tasks?box=department', undefined, english)).body.items

    expect(body.processName).toBe('Construction permit, joint approval')
    expect(outcomes(body).slice(0, 2)).toEqual(['Reception: Accept', 'Department review: Agree'])
    expect(body.openTasks[0].name).toBe(task.name)
    expect(task.name).toBe('Deliver')
  })
})
