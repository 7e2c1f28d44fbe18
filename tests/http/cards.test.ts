import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptJointCase, completeTask, fileJointCase, taskOf } from '../builders/jointCase.ts'
import { testServer, type Client, type TestServer } from '../builders/server.ts'

interface Card {
  id: string
  colour: string
  state: string
  rule: string
  revision: number
  department: { code: string }
  raisedAt: string
  level: number
}

/** Accepted on Monday 2026-09-21: nr has 7 working days until 10-08, the others 10 until 10-12, the case 20 until 10-26. */
describe('the life of a supervision card', () => {
  let server: TestServer
  let monitor: Client
  let chief: Client
  let officer: Client
  let head: Client
  let caseId: string
  const at = (instant: string) => server.running.runtime.advance(Date.parse(`${instant}:00+08:00`))
  const cards = async (client: Client, query: string): Promise<Card[]> =>
    (await client('GET', `/api/supervision/cards?${query}`)).body.items
  const cardOf = async (department: string, colour: string): Promise<Card> =>
    (await cards(monitor, `box=all&case=${caseId}&colour=${colour}&department=${department}`))[0]!
  const enter = (client: Client, card: Card, act: string, words = '', key?: string) =>
    client(
      'POST',
      `/api/supervision/cards/${card.id}/entries`,
      { act, words, revision: card.revision },
      key === undefined ? {} : { 'idempotency-key': key },
    )

  beforeAll(async () => {
    server = await testServer('2026-09-21T09:00:00+08:00')
    monitor = await server.client('monitor1')
    chief = await server.client('monitor2')
    officer = await server.client('nr1')
    head = await server.client('nr0')
    const desk = await server.client('window1')
    ;({ caseId } = await fileJointCase(desk))
    await acceptJointCase(server, desk, caseId)
    const task = await taskOf(officer, caseId, 'review')
    await officer('POST', `/api/tasks/${task.id}/claim`, { revision: task.revision })
  })
  afterAll(() => server.close())

  it('begins when the time is over, with the person, the post and how the due day was reckoned', async () => {
    await at('2026-10-08T23:59')
    expect(await cards(monitor, `box=all&case=${caseId}&colour=yellow`)).toEqual([])
    await at('2026-10-09T00:00')
    const { body } = await monitor('GET', `/api/supervision/cards/${(await cardOf('nr', 'yellow')).id}`)
    expect(body).toMatchObject({
      colour: 'yellow',
      state: 'open',
      rule: '部门审查超过本部门期限',
      person: { name: '赵颖', post: '规划审查 A 岗' },
      raisedAt: '2026-10-09T00:00:00.000+08:00',
      answerDueOn: '2026-10-12',
      evidence: {
        on: '2026-10-09',
        startedOn: '2026-09-21',
        limit: 7,
        dueOn: '2026-10-08',
        used: 8,
        left: -1,
        stops: [],
      },
      ledger: [{ seq: 1, kind: 'raised' }],
      may: ['urge', 'revoke'],
    })
    expect(body.line.map(({ people }: { people: string[] }) => people)).toEqual([[], ['钱伟'], ['林芳'], ['罗毅']])
  })

  it('is urged by the monitor office, and only shown to those whom it concerns', async () => {
    const card = await cardOf('nr', 'yellow')
    expect((await enter(monitor, card, 'urge', '请今日内办结')).status).toBe(200)
    const fire = await server.client('fire1')
    expect(await fire('GET', `/api/supervision/cards/${card.id}`)).toMatchObject({
      status: 403,
      body: { code: 'card-not-yours' },
    })
    expect((await cards(officer, 'box=todo')).map(({ id }) => id)).toContain(card.id)
    expect((await cards(head, 'box=todo')).map(({ id }) => id)).toContain(card.id)
    expect(await cards(fire, 'box=all')).toSatisfy((seen: Card[]) =>
      seen.every(({ department }) => department.code === 'fire'),
    )
  })

  it.each([
    ['officer', 'accept', '', 403, 'card-not-yours'],
    ['officer', 'revoke', '不服', 403, 'card-not-yours'],
    ['monitor', 'explain', '代为说明', 403, 'card-not-yours'],
    ['monitor', 'revoke', ' ', 422, 'words-missing'],
    ['monitor', 'accept', '', 409, 'card-closed'],
    ['officer', 'appeal', '不服', 403, 'card-not-yours'],
  ])('refuses the %s who tries to %s', async (who, act, words, status, code) => {
    const client = who === 'officer' ? officer : monitor
    expect(await enter(client, await cardOf('nr', 'yellow'), act, words)).toMatchObject({ status, body: { code } })
  })

  it('is explained once, however often the request is sent', async () => {
    const card = await cardOf('nr', 'yellow')
    const first = await enter(officer, card, 'explain', '国庆后补充地形图迟到一日', 'explain-1')
    const again = await enter(officer, card, 'explain', '国庆后补充地形图迟到一日', 'explain-1')
    expect([first.status, again.status]).toEqual([200, 200])
    expect(again.body.ledger).toEqual(first.body.ledger)
    expect(first.body).toMatchObject({ state: 'explained' })
    expect(first.body.ledger.at(-1)).toMatchObject({
      kind: 'explain',
      by: { name: '赵颖', post: '规划审查 A 岗', department: '自然资源局' },
    })
    expect(first.body.ledger.at(-1)).not.toHaveProperty('late')
    expect(await enter(officer, card, 'explain', '又一次')).toMatchObject({ status: 409 })
  })

  it('is judged, appealed by the head, and decided by somebody else of the monitor office', async () => {
    expect((await enter(monitor, await cardOf('nr', 'yellow'), 'reject', '地形图不在告知范围')).status).toBe(200)
    expect((await enter(head, await cardOf('nr', 'yellow'), 'appeal', '系统当日停机')).status).toBe(200)
    const appealed = await cardOf('nr', 'yellow')
    expect(await enter(monitor, appealed, 'overturn', '属实')).toMatchObject({
      status: 403,
      body: { code: 'same-judge' },
    })
    expect((await enter(chief, appealed, 'overturn', '停机属实')).body).toMatchObject({ state: 'revoked', may: [] })
  })

  it('goes up the reporting line while nobody answers, and the silence costs a red card', async () => {
    await at('2026-10-13T00:00')
    const card = await cardOf('fire', 'yellow')
    expect(card).toMatchObject({ level: 1 })
    await at('2026-10-16T00:00')
    const { body } = await monitor('GET', `/api/supervision/cards/${card.id}`)
    expect(body).toMatchObject({ level: 2 })
    expect(body.ledger.at(-1)).toMatchObject({ kind: 'escalated', detail: { to: '政务服务管理局', people: '林芳' } })
    const red = await cardOf('fire', 'red')
    expect(red).toMatchObject({ rule: '黄牌发出后两个工作日内未说明', raisedAt: '2026-10-16T00:00:00.000+08:00' })
    const centre = await server.client('centre1')
    expect((await cards(centre, 'box=todo')).map(({ id }) => id)).toEqual(expect.arrayContaining([card.id, red.id]))
    const late = await enter(await server.client('fire1'), { ...card, revision: body.revision }, 'explain', '已办')
    expect(late.body.ledger.at(-1)).toMatchObject({ kind: 'explain', late: true })
  })

  it('goes on when the case is over', async () => {
    for (const account of ['nr1', 'fire1', 'eco1']) {
      const opinion = { points: ['materials', 'standards', 'planning'], decision: 'agree' }
      await completeTask(await server.client(account), caseId, 'review', { opinion })
    }
    await server.running.runtime.dispatch(caseId, { type: 'cancel', reason: 'withdrawn' })
    const card = await cardOf('eco', 'yellow')
    expect((await enter(monitor, card, 'revoke', '属申请人原因')).body).toMatchObject({ state: 'revoked' })
  })

  it('settles a reminder once its clock has ended', async () => {
    const reminders = await cards(monitor, `box=all&case=${caseId}&colour=blue`)
    expect(reminders.length).toBeGreaterThan(0)
    expect(reminders.map(({ state }) => state)).toEqual(reminders.map(() => 'settled'))
  })
})

describe('the rules of cards', () => {
  let server: TestServer
  let admin: Client
  let monitor: Client
  let caseId: string
  const at = (instant: string) => server.running.runtime.advance(Date.parse(`${instant}:00+08:00`))
  const raised = async (): Promise<string[]> => {
    const { body } = await monitor('GET', `/api/supervision/cards?box=all&case=${caseId}`)
    return (body.items as Card[]).map(
      ({ colour, department, raisedAt }) => `${colour} ${department.code} ${raisedAt.slice(0, 10)}`,
    )
  }

  beforeAll(async () => {
    server = await testServer('2026-09-21T09:00:00+08:00')
    admin = await server.client('admin')
    monitor = await server.client('monitor1')
    const desk = await server.client('window1')
    ;({ caseId } = await fileJointCase(desk))
    await acceptJointCase(server, desk, caseId)
  })
  afterAll(() => server.close())

  it('are changed by an admin, who must have read them', async () => {
    const { body } = await admin('GET', '/api/supervision/rules')
    expect(body.revision).toBe(0)
    const rules = body.rules.map((rule: { id: string; trigger: object }) =>
      rule.id === 'nearly-due' ? { ...rule, trigger: { on: 'left', days: 1, share: 0.5 } } : rule,
    )
    expect(await monitor('PUT', '/api/supervision/rules', { revision: 0, rules })).toMatchObject({ status: 403 })
    expect(await admin('PUT', '/api/supervision/rules', { revision: 0, rules })).toMatchObject({
      body: { revision: 1 },
    })
    expect(await admin('PUT', '/api/supervision/rules', { revision: 0, rules })).toMatchObject({
      status: 409,
      body: { code: 'rules-changed' },
    })
    const twice = { revision: 1, rules: [rules[0], rules[0]] }
    expect(await admin('PUT', '/api/supervision/rules', twice)).toMatchObject({
      status: 422,
      body: { code: 'rule-twice' },
    })
  })

  it('hold for clocks that run already, at the instant at which half of the limit is left', async () => {
    await server.running.runtime.settle()
    expect(await raised()).toEqual([])
    // Twenty working days from 09-21: ten are left on 10-13, after the National Day holiday.
    await at('2026-10-12T23:59')
    expect((await raised()).filter((card) => card.startsWith('blue zj'))).toEqual([])
    await at('2026-10-13T00:00')
    expect((await raised()).filter((card) => card.startsWith('blue zj'))).toEqual(['blue zj 2026-10-13'])
  })

  it('look again when a clock has been extended', async () => {
    const { body } = await admin('GET', `/api/cases/${caseId}`)
    const { key } = body.clocks.find(({ kind }: { kind: string }) => kind === 'statutory')
    const lead = await server.client('zj1')
    const extension = { days: 10, reason: '案情复杂', authority: 'zj' }
    expect((await lead('POST', `/api/cases/${caseId}/clocks/${key}/extend`, extension)).status).toBe(204)
    // Due on 10-26, now on 11-09: half of thirty days are left on 10-20.
    await at('2026-10-20T00:00')
    expect((await raised()).filter((card) => card.startsWith('blue zj'))).toEqual([
      'blue zj 2026-10-20',
      'blue zj 2026-10-13',
    ])
  })
})

describe('attempts that the law forbids', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await testServer('2026-09-21T09:00:00+08:00')
  })
  afterAll(() => server.close())

  it('cost a red card against the department of whoever repeats them', async () => {
    const desk = await server.client('window1')
    const { caseId } = await fileJointCase(desk)
    await acceptJointCase(server, desk, caseId)
    const [officer, monitor] = [await server.client('nr1'), await server.client('monitor1')]
    const { body } = await officer('GET', `/api/cases/${caseId}`)
    const { key } = body.clocks.find(({ kind }: { kind: string }) => kind === 'statutory')
    const stop = (more: object) =>
      officer('POST', `/api/cases/${caseId}/clocks/${key}/stop`, { ground: 'testing', document: '检测告知书', ...more })
    const raised = async () =>
      (await monitor('GET', `/api/supervision/cards?box=all&case=${caseId}&colour=red`)).body.items

    await stop({ ground: '领导外出' })
    await stop({ document: '' })
    expect(await raised()).toEqual([])
    await stop({ on: '2026-09-18', until: '2026-09-30' })
    expect(await raised()).toMatchObject([
      {
        rule: expect.stringContaining('违规'),
        department: { code: 'nr' },
        person: { name: '赵颖' },
        answerDueOn: '2026-09-23',
      },
    ])
    await stop({ ground: '等待业主' })
    expect(await raised()).toHaveLength(1)
  })
})
