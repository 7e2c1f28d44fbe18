import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testServer, type Client, type TestServer } from '../builders/server.ts'

const { ordinary } = JSON.parse(
  readFileSync(new URL('../../processes/joint-approval/scenarios/applications.json', import.meta.url), 'utf8'),
) as { ordinary: object }

interface Clock {
  key: number
  kind: string
  dueOn?: string
  state: string
  stops: unknown[]
}

/** Accepted on 2026-03-02: twenty working days, due on 03-30 (scenario A4). */
describe('the statutory clock of a case', () => {
  let server: TestServer
  let officer: Client
  let caseId: string
  const clock = async (): Promise<Clock> => {
    const { body } = await officer('GET', `/api/cases/${caseId}`)
    return (body.clocks as Clock[]).find(({ kind }) => kind === 'statutory')!
  }
  const at = async (day: string): Promise<void> =>
    void (await server.running.runtime.advance(Date.parse(`${day}T10:00:00+08:00`)))
  const give = async (client: Client, verb: string, body: object) =>
    client('POST', `/api/cases/${caseId}/clocks/${(await clock()).key}/${verb}`, body)
  const review = { ground: 'expertReview', document: '专家评审告知书〔2026〕7 号' }

  beforeAll(async () => {
    server = await testServer('2026-03-02T09:00:00+08:00')
    officer = await server.client('zj1')
    const desk = await server.client('window1')
    caseId = (await desk('POST', '/api/cases', { processId: 'joint-approval', data: ordinary })).body.caseId
    const [task] = (await desk('GET', '/api/tasks?box=department')).body.items
    const variables = { reception: { outcome: 'accept', checked: ['power', 'complete', 'form'] } }
    const detail = (await desk('GET', `/api/tasks/${task.id}`)).body
    await desk('POST', `/api/tasks/${task.id}/complete`, { data: variables, revision: detail.revision })
    await server.running.runtime.settle()
  })
  afterAll(() => server.close())

  it('tells who may try what, and what would come of it', async () => {
    const reviewer = await server.client('nr1')
    const { key } = await clock()
    const deeds = async (client: Client) => (await client('GET', `/api/cases/${caseId}/clocks`)).body
    const stop = { grounds: expect.arrayContaining(['hearing', 'expertReview']) }
    const by = { code: 'zj', name: '住房和城乡建设局' }
    const mine = (await deeds(reviewer)).find((each: { key: number }) => each.key === key)
    expect(mine).toEqual({ key, stop, extend: { days: 10, by, as: [{ code: 'nr', name: '自然资源局' }] } })
    expect(await deeds(officer)).toEqual([{ key, extend: { days: 10, by, as: [by] } }])
    expect(await deeds(await server.client('monitor1'))).toEqual([])

    const tried = (client: Client, body: object) => client('POST', `/api/cases/${caseId}/clocks/${key}/preview`, body)
    await at('2026-03-09')
    expect((await tried(reviewer, { verb: 'stop', ...review, until: '2026-03-18' })).body).toMatchObject({
      before: { dueOn: '2026-03-30', state: 'running' },
      after: { state: 'paused' },
      expectedDueOn: '2026-04-09',
    })
    expect(
      (await tried(officer, { verb: 'extend', days: 10, reason: '案情复杂', authority: 'zj' })).body,
    ).toMatchObject({
      after: { dueOn: '2026-04-14', extended: 10 },
      deadlines: 1,
    })
    expect(await tried(reviewer, { verb: 'stop', ...review, ground: 'leave' })).toMatchObject({
      status: 409,
      body: { code: 'ground-not-allowed' },
    })
    expect(await clock()).toMatchObject({ dueOn: '2026-03-30', state: 'running', stops: [], extended: 0 })
  })

  it('stops with a notice, says why, and runs on with the days that were left', async () => {
    const reviewer = await server.client('nr1')
    expect(await clock()).toMatchObject({ dueOn: '2026-03-30', state: 'running', stops: [] })
    await at('2026-03-09')
    expect((await give(reviewer, 'stop', { ...review, until: '2026-03-18' })).status).toBe(204)
    const stopped = await clock()
    expect(stopped).toMatchObject({ state: 'paused', stops: [{ from: '2026-03-09', ...review }] })
    expect(stopped).not.toHaveProperty('dueOn')
    await at('2026-03-18')
    expect((await give(reviewer, 'resume', { document: review.document })).status).toBe(204)
    expect(await clock()).toMatchObject({ state: 'running', dueOn: '2026-04-09', stops: [{ to: '2026-03-18' }] })
  })

  it.each([
    ['stop', { ground: 'leave', document: 'x' }, 409, 'ground-not-allowed'],
    ['stop', { ground: 'hearing', document: ' ' }, 409, 'notice-missing'],
    ['stop', { ground: 'hearing', document: 'x', on: '2026-03-10', until: '2026-04-01' }, 409, 'back-dated'],
    ['stop', { ground: 'hearing', document: 'x' }, 409, 'estimate-missing'],
    ['resume', { document: 'never issued' }, 409, 'not-stopped'],
    ['extend', { days: 10, reason: '案情复杂', authority: 'zj' }, 403, 'not-your-authority'],
  ])('tells a department that tries to %s with %o why not', async (verb, body, status, code) => {
    const reviewer = await server.client('nr1')
    expect(await give(reviewer, verb, body)).toMatchObject({ status, body: { code } })
  })

  it('is extended once by the authority that the limit names', async () => {
    const extension = { days: 10, reason: '案情复杂，需要补充论证', authority: 'zj' }
    expect(await give(officer, 'extend', { ...extension, days: 11 })).toMatchObject({
      body: { code: 'extension-too-long' },
    })
    expect((await give(officer, 'extend', extension)).status).toBe(204)
    expect(await clock()).toMatchObject({ dueOn: '2026-04-23', state: 'running' })
    expect(await give(officer, 'extend', extension)).toMatchObject({ body: { code: 'extended-before' } })
  })

  it('is nobody else’s to stop', async () => {
    const monitor = await server.client('monitor1')
    expect(await give(monitor, 'stop', review)).toMatchObject({ status: 403, body: { code: 'not-your-clock' } })
  })
})
