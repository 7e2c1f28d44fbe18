import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testServer, type Answer, type Client, type TestServer } from '../builders/server.ts'

const today = '2026-09-21'

describe('the organisation', () => {
  let server: TestServer
  let admin: Client
  const organisation = async () => (await admin('GET', '/api/organisation')).body
  /** A change as of the revision that is there now. */
  const put = async (path: string, what: object): Promise<Answer> =>
    admin('PUT', path, { revision: (await organisation()).revision, ...what })
  const drop = async (path: string): Promise<Answer> =>
    admin('DELETE', `${path}?revision=${(await organisation()).revision}`)
  const personOf = async (id: string) =>
    (await organisation()).people.find((person: { id: string }) => person.id === id)
  const officer = { post: '复核 B 岗', roles: ['officer'], to: null, deputy: null }

  beforeAll(async () => {
    server = await testServer(`${today}T09:00:00+08:00`)
    admin = await server.client('admin')
  })
  afterAll(() => server.close())

  it('shows departments, people, posts, deputies and whom a department reports to', async () => {
    const found = await organisation()
    expect(found).toMatchObject({ revision: 0, rule: { absent: true, unclaimed: false, halfDays: 1 } })
    expect(found.departments).toContainEqual({ code: 'nr', name: '自然资源局', superior: 'admin' })
    expect(await personOf('nr1')).toEqual({
      id: 'nr1',
      account: 'nr1',
      name: '赵颖',
      absences: [],
      posts: [
        { department: 'nr', post: '规划审查 A 岗', roles: ['officer'], from: today, deputy: 'nr2', state: 'held' },
      ],
    })
  })

  it('gets a department and a person, who signs in once they hold a post', async () => {
    // given
    expect(await put('/api/departments/parks', { name: '园林局', superior: 'admin' })).toMatchObject({ status: 200 })
    const made = await put('/api/people/parks1', { name: '韩梅', password: 'longenough' })
    expect(made).toMatchObject({ status: 200 })
    const session = { account: 'parks1', password: 'longenough' }
    const visitor = await server.client()
    expect(await visitor('POST', '/api/session', session)).toMatchObject({ status: 403, body: { code: 'no-post' } })
    // when
    const post = await put(`/api/people/parks1/posts/parks/${today}`, { ...officer, deputy: 'zj2' })
    // then
    expect(post).toMatchObject({ status: 200 })
    expect(await visitor('POST', '/api/session', session)).toMatchObject({
      status: 200,
      body: { name: '韩梅', departments: [{ code: 'parks', name: '园林局' }] },
    })
  })

  it('ends the sessions of somebody who gets a new password', async () => {
    const fire = await server.client('fire1')
    expect(await fire('GET', '/api/session')).toMatchObject({ status: 200 })
    await put('/api/people/fire1', { name: '何勇', password: 'something-new' })
    expect(await fire('GET', '/api/session')).toMatchObject({ status: 401 })
    expect(
      await (
        await server.client()
      )('POST', '/api/session', { account: 'fire1', password: 'lianban' }),
    ).toMatchObject({ status: 401 })
  })

  it('takes authority away with the post, at once, and keeps the name of who acted', async () => {
    const eco = await server.client('eco1')
    expect(await eco('GET', '/api/session')).toMatchObject({ status: 200 })
    expect(await drop(`/api/people/eco1/posts/eco/${today}`)).toMatchObject({ status: 200 })
    expect(await eco('GET', '/api/session')).toMatchObject({ status: 401 })
    expect(await personOf('eco1')).toMatchObject({ name: '吴静', posts: [] })
  })

  it('knows leaves, changes their last day, and takes them back', async () => {
    await put('/api/people/nr1/absences/2026-09-28', { to: '2026-09-29', reason: '年休假' })
    await put('/api/people/nr1/absences/2026-09-28', { to: '2026-09-30', reason: '年休假' })
    expect(await personOf('nr1')).toMatchObject({
      absences: [{ from: '2026-09-28', to: '2026-09-30', reason: '年休假' }],
    })
    expect(await drop('/api/people/nr1/absences/2026-09-28')).toMatchObject({ status: 200 })
    expect(await personOf('nr1')).toMatchObject({ absences: [] })
  })

  it('writes down who changed what', async () => {
    await put('/api/departments/tax', { name: '税务局第一分局', superior: 'admin' })
    const { items } = (await admin('GET', '/api/organisation/changes')).body
    expect(items[0]).toEqual({
      revision: (await organisation()).revision,
      at: '2026-09-21T09:00:00.000+08:00',
      by: '周敏',
      what: 'department',
      subject: '税务局第一分局',
      before: { code: 'tax', name: '税务局', superior: 'admin' },
      after: { code: 'tax', name: '税务局第一分局', superior: 'admin' },
    })
    const told = JSON.stringify(items)
    expect(told).toContain('renewed')
    expect(told).not.toContain('something-new')
    const older = (await admin('GET', `/api/organisation/changes?cursor=2`)).body.items
    expect(older.map(({ revision }: { revision: number }) => revision)).toEqual([1])
  })

  it('writes nothing down where nothing changes', async () => {
    const { revision } = await organisation()
    await put('/api/departments/civil', { name: '国防动员办公室', superior: 'admin' })
    await put('/api/people/civil1', { name: '冯丽' })
    const held = { post: '人防审查 A 岗', roles: ['officer'], to: null, deputy: null }
    await put('/api/people/civil1/posts/civil/2026-09-21', held)
    expect(await organisation()).toMatchObject({ revision })
  })

  it('is not changed over the head of somebody who was quicker', async () => {
    const { revision } = await organisation()
    await put('/api/departments/water', { name: '水利局', superior: 'admin' })
    const late = await admin('PUT', '/api/departments/water', { revision, name: '水务局', superior: 'admin' })
    expect(late).toMatchObject({ status: 409, body: { code: 'organisation-changed' } })
  })

  const leave = { to: '2026-09-30', reason: '年休假' }
  it.each([
    ['departments/applicant', { name: '申请人', superior: null }, 422, 'code-reserved', 'code'],
    ['departments/zj', { name: '住建局', superior: 'nowhere' }, 422, 'no-such-superior', 'superior'],
    ['departments/admin', { name: '政务服务管理局', superior: 'zj' }, 422, 'reporting-circle', 'superior'],
    ['departments/zj', { name: '住建局', superior: 'zj' }, 422, 'reporting-circle', 'superior'],
    ['departments/%E5%B1%80', { name: '局', superior: null }, 400, 'address-invalid', undefined],
    ['people/supervision', { name: '某人', password: 'longenough' }, 422, 'code-reserved', 'id'],
    ['people/new1', { name: '新人' }, 422, 'password-missing', 'password'],
    ['people/new1', { name: '新人', password: 'short' }, 400, 'body-invalid', 'password'],
    ['people/nobody/posts/zj/2026-09-21', officer, 404, 'no-such-person', undefined],
    ['people/zj2/posts/nowhere/2026-09-21', officer, 404, 'no-such-department', undefined],
    ['people/zj2/posts/zj/soon', officer, 400, 'address-invalid', undefined],
    ['people/zj2/posts/zj/2026-09-21', { ...officer, to: '2026-09-20' }, 422, 'period-invalid', 'to'],
    ['people/zj2/posts/zj/2026-09-21', { ...officer, deputy: 'zj2' }, 422, 'deputy-oneself', 'deputy'],
    ['people/zj2/posts/zj/2026-09-21', { ...officer, deputy: 'nobody' }, 422, 'no-such-deputy', 'deputy'],
    ['people/zj2/posts/zj/2026-09-21', { ...officer, deputy: 'eco1' }, 422, 'deputy-without-post', 'deputy'],
    ['people/zj2/posts/zj/2026-10-01', officer, 422, 'post-overlaps', 'from'],
    ['people/zj2/posts/zj/2026-09-21', { ...officer, roles: [] }, 400, 'body-invalid', 'roles'],
    ['people/admin/posts/admin/2026-09-21', { ...officer }, 422, 'last-admin', 'roles'],
    [
      'people/admin/posts/admin/2026-09-21',
      { ...officer, roles: ['admin'], to: '2026-10-01' },
      422,
      'last-admin',
      'roles',
    ],
    ['people/nobody/absences/2026-09-28', leave, 404, 'no-such-person', undefined],
    ['people/zj1/absences/2026-10-01', leave, 422, 'period-invalid', 'to'],
    ['people/zj1/absences/2026-09-01', { ...leave, to: '2026-09-02' }, 422, 'absence-over', 'to'],
    ['people/zj1/absences/2026-09-28', { ...leave, reason: ' ' }, 400, 'body-invalid', 'reason'],
    ['handover-rule', { absent: true, unclaimed: true, halfDays: 0 }, 400, 'body-invalid', 'halfDays'],
  ])('does not take PUT %s %j', async (path, what, status, code, field) => {
    const before = await organisation()
    const answer = await put(`/api/${path}`, what)
    expect(answer).toMatchObject({ status, body: { code, remedy: expect.any(String) } })
    expect(answer.body.fields?.[0]?.path).toBe(field)
    expect(await organisation()).toEqual(before)
  })

  it('does not take a leave that overlaps another, nor forgets what is not there', async () => {
    await put('/api/people/zj1/absences/2026-10-12', { to: '2026-10-16', reason: '年休假' })
    const overlapping = await put('/api/people/zj1/absences/2026-10-16', { to: '2026-10-20', reason: '培训' })
    expect(overlapping).toMatchObject({ status: 422, body: { code: 'absence-overlaps' } })
    expect(overlapping.body.detail).toContain('2026-10-12')
    expect(await drop('/api/people/zj1/absences/2026-10-13')).toMatchObject({
      status: 404,
      body: { code: 'no-such-absence' },
    })
    expect(await drop('/api/people/zj1/posts/nr/2026-09-21')).toMatchObject({
      status: 404,
      body: { code: 'no-such-post' },
    })
  })

  it('is changed by admins only, and read by supervision', async () => {
    const [monitor, officerOfZj] = [await server.client('monitor1'), await server.client('zj1')]
    expect(await monitor('GET', '/api/organisation')).toMatchObject({ status: 200 })
    expect(await officerOfZj('GET', '/api/organisation')).toMatchObject({ status: 403 })
    const writes: [string, string][] = [
      ['PUT', '/api/departments/zj'],
      ['PUT', '/api/people/zj1'],
      ['PUT', '/api/people/zj1/posts/zj/2026-09-21'],
      ['DELETE', '/api/people/zj1/posts/zj/2026-09-21'],
      ['PUT', '/api/people/zj1/absences/2026-09-30'],
      ['DELETE', '/api/people/zj1/absences/2026-09-30'],
      ['PUT', '/api/handover-rule'],
      ['GET', '/api/organisation/changes'],
    ]
    for (const [method, path] of writes)
      expect(await monitor(method, path), `${method} ${path}`).toMatchObject({ status: 403 })
  })
})
