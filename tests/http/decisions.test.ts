import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishFolder } from '../builders/processFolder.ts'
import { testServer, type Client, type TestServer } from '../builders/server.ts'

const { office } = JSON.parse(
  readFileSync(new URL('../../processes/fire-acceptance/scenarios/applications.json', import.meta.url), 'utf8'),
) as { office: Record<string, unknown> }

describe('a decision of a case', () => {
  let server: TestServer
  let admin: Client
  let caseId: string
  let seq: number

  beforeAll(async () => {
    server = await testServer('2026-03-02T09:30:00+08:00')
    admin = await server.client('admin')
    await publishFolder(admin, 'fire-acceptance')
    const window1 = await server.client('window1')
    const filed = await window1('POST', '/api/cases', { processId: 'fire-acceptance', data: office })
    caseId = filed.body.caseId
    const { body } = await admin('GET', `/api/cases/${caseId}`)
    seq = (body.timeline as { code: string; seq: number }[]).find(({ code }) => code === 'decision.made')!.seq
  })
  afterAll(() => server.close())

  it('says which rules applied, what is noted beside them, and why the others did not', async () => {
    const { status, body } = await admin('GET', `/api/cases/${caseId}/decisions/${seq}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ decision: 'procedure', process: 'fire-acceptance', version: 1, warnings: [] })
    expect(body.value).toEqual({ name: 'acceptance', days: 15, basis: '建设工程消防设计审查验收管理暂行规定第三十条' })
    const [special, procedure] = body.decisions
    expect(special).toMatchObject({ id: 'special', name: '是否特殊建设工程', value: true })
    expect(special.tables[0].fired).toEqual([{ rule: 3, annotations: ['第十四条第三项'] }])
    expect(special.tables[0].others[0]).toEqual({
      rule: 1,
      cells: [
        { input: '场所类别', test: '"hall"', value: 'market' },
        { input: '单体建筑面积（平方米）', test: '> 20000', value: 12000 },
      ],
    })
    expect(procedure.tables[0].fired).toEqual([{ rule: 1, annotations: [] }])
  })

  it('is 404 where none was made', async () => {
    const answer = await admin('GET', `/api/cases/${caseId}/decisions/1`)
    expect(answer).toMatchObject({ status: 404, body: { code: 'no-such-decision' } })
  })

  it('is refused at publication when the file is missing, naming the task', async () => {
    const draft = await admin('GET', '/api/processes/fire-acceptance/draft')
    const answer = await admin('POST', '/api/processes/check', {
      bundle: { ...draft.body.bundle, decisions: {}, bpmn: draft.body.bundle.bpmn.replace('"procedure"', '"other"') },
    })
    expect(answer.body.problems).toEqual([
      expect.objectContaining({ code: 'decision-missing', element: 'classify', field: 'decisionId' }),
    ])
  })
})
