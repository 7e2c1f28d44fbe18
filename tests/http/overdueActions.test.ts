import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptJointCase, fileJointCase, taskOf } from '../builders/jointCase.ts'
import { testServer, type Client, type TestServer } from '../builders/server.ts'

const drawing = readFileSync(new URL('../../processes/joint-approval/process.bpmn', import.meta.url), 'utf8')
const silence = '{"opinion":{"points":["materials","standards","planning"],"decision":"agree"}}'

/** Department reviews that are to have a consequence of their own when their time is over. */
const withProperties = (properties: string): string =>
  drawing.replace('<zeebe:property name="name.en" value="Department review" />', (name) => name + properties)
const property = (name: string, value: string): string =>
  `<zeebe:property name="${name}" value="${value.replaceAll('"', '&quot;')}" />`

describe.each([
  {
    way: 'to the B post',
    properties: property('overdue', 'reassign'),
    review: { assignee: 'nr2', state: 'open' },
    entry: { kind: 'reassigned', detail: { from: '赵颖', to: '孙磊' } },
  },
  {
    way: 'as consent',
    properties: property('overdue', 'deemedConsent') + property('overdue.result', silence),
    review: { endedBy: 'supervision', state: 'completed' },
    entry: { kind: 'consented' },
  },
])('a department review whose time is over goes $way', ({ way, properties, review, entry }) => {
  let server: TestServer
  let monitor: Client
  let caseId: string

  beforeAll(async () => {
    server = await testServer('2026-09-21T09:00:00+08:00')
    monitor = await server.client('monitor1')
    const admin = await server.client('admin')
    const { bundle } = (await admin('GET', '/api/processes/joint-approval/draft')).body
    const draft = { bundle: { ...bundle, bpmn: withProperties(properties) }, revision: 0 }
    const { revision } = (await admin('PUT', '/api/processes/joint-approval/draft', draft)).body
    await admin('POST', '/api/processes/joint-approval/publish', { revision, note: way })
    const desk = await server.client('window1')
    ;({ caseId } = await fileJointCase(desk))
    await acceptJointCase(server, desk, caseId)
    const officer = await server.client('nr1')
    const task = await taskOf(officer, caseId, 'review')
    await officer('POST', `/api/tasks/${task.id}/claim`, { revision: task.revision })
    await server.running.runtime.advance(Date.parse('2026-10-09T00:00:00+08:00'))
  })
  afterAll(() => server.close())

  it('with an entry in the ledger of the card', async () => {
    const query = `/api/supervision/cards?box=all&case=${caseId}&department=nr&colour=yellow`
    const [card] = (await monitor('GET', query)).body.items
    const { ledger } = (await monitor('GET', `/api/supervision/cards/${card.id}`)).body
    const reviews = (await server.running.runtime.store.tasksOf(caseId)).filter(({ groups }) => groups.includes('nr'))
    expect(reviews).toMatchObject([review])
    expect(ledger.at(-1)).toMatchObject(entry)
  })

  it('once', async () => {
    const before = (await server.running.runtime.store.case(caseId))!.state.seq
    await server.running.runtime.settle()
    expect((await server.running.runtime.store.case(caseId))!.state.seq).toBe(before)
  })
})

describe('a step whose time is over', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await testServer('2026-09-21T09:00:00+08:00')
  })
  afterAll(() => server.close())

  it.each([
    [property('overdue', 'forget'), 'overdue-unknown'],
    [property('overdue', 'deemedConsent'), 'overdue-result-invalid'],
    [property('overdue', 'deemedConsent') + property('overdue.result', 'agree'), 'overdue-result-invalid'],
  ])('cannot be drawn to do %s', async (properties, code) => {
    const admin = await server.client('admin')
    const { bundle } = (await admin('GET', '/api/processes/joint-approval/draft')).body
    const { body } = await admin('POST', '/api/processes/check', {
      bundle: { ...bundle, bpmn: withProperties(properties) },
    })
    expect(body.problems).toMatchObject([{ code, severity: 'error', element: 'review' }])
  })
})
