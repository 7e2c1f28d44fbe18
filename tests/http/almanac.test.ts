import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testServer, type Client, type TestServer } from '../builders/server.ts'

const read = (path: string): string =>
  readFileSync(new URL(`../../processes/joint-approval/${path}`, import.meta.url), 'utf8')
const { ordinary } = JSON.parse(read('scenarios/applications.json')) as { ordinary: object }
const year2027 = { year: 2027, off: ['2027-01-01', '2027-01-04'], work: [], source: '国务院办公厅通知' }

describe('calendars and limits', () => {
  let server: TestServer
  let admin: Client
  let window1: Client
  const almanac = async () => (await admin('GET', '/api/almanac')).body
  const calendar = async (code: string) =>
    (await almanac()).calendars.find((each: { code: string }) => each.code === code)
  const file = async (): Promise<string> => {
    const filed = await window1('POST', '/api/cases', { processId: 'joint-approval', data: ordinary })
    const { items } = (await window1('GET', '/api/tasks?box=department')).body
    const { id } = items.find((task: { caseId: string }) => task.caseId === filed.body.caseId)
    const { revision, data } = (await window1('GET', `/api/tasks/${id}`)).body
    const reception = { ...data.reception, outcome: 'accept', checked: ['power', 'complete', 'form'] }
    await window1('POST', `/api/tasks/${id}/complete`, { revision, data: { ...data, reception } })
    await server.running.runtime.settle()
    return filed.body.caseId
  }
  const statutory = async (caseId: string) => {
    const { body } = await admin('GET', `/api/cases/${caseId}`)
    return body.clocks.find(({ kind }: { kind: string }) => kind === 'statutory')
  }

  beforeAll(async () => {
    server = await testServer('2026-12-14T09:00:00+08:00')
    admin = await server.client('admin')
    window1 = await server.client('window1')
  })
  afterAll(() => server.close())

  it('begin with the national calendar and the limits of national law', async () => {
    const { revision, calendars, rules } = await almanac()
    expect(revision).toBe(1)
    expect(calendars).toMatchObject([{ code: 'CN', name: '全国工作日历' }])
    expect(rules).toContainEqual(expect.objectContaining({ id: 'PL42', n: 20, unit: 'wd', version: 1 }))
    expect((await admin('GET', '/api/almanac/changes')).body).toMatchObject([{ revision: 1, what: 'seeded' }])
  })

  it('show beforehand which cases an imported year moves, and then move them', async () => {
    const caseId = await file()
    expect(await statutory(caseId)).toMatchObject({ dueOn: '2027-01-11', provisional: true })
    const cn = await calendar('CN')
    const { year, ...data } = year2027
    const preview = await admin('POST', '/api/calendars/preview', {
      calendar: { ...cn, years: { ...cn.years, [year]: data } },
    })
    expect(preview.body.clocks).toContainEqual(
      expect.objectContaining({ caseId, from: '2027-01-11', to: '2027-01-13' }),
    )
    expect(await statutory(caseId)).toMatchObject({ dueOn: '2027-01-11' })

    const { revision } = await almanac()
    const imported = await admin('POST', '/api/calendars/CN/import', { revision, file: year2027 })
    expect(imported).toMatchObject({ status: 200, body: { year: 2027, calendars: ['CN'] } })
    await server.running.runtime.settle()
    expect(await statutory(caseId)).toMatchObject({ dueOn: '2027-01-13', provisional: false })
    const { timeline } = (await admin('GET', `/api/cases/${caseId}`)).body
    expect(timeline).toContainEqual(
      expect.objectContaining({
        code: 'clock.derived',
        detail: { calendar: 'CN', from: '2027-01-11', to: '2027-01-13', provisional: 'false' },
      }),
    )
    expect((await admin('GET', '/api/almanac/derivation')).body).toMatchObject({
      moved: 1,
      failed: 0,
      calendars: ['CN'],
    })
    const row = await server.running.server.db
      .selectFrom('clocks')
      .selectAll()
      .where('kind', '=', 'statutory')
      .execute()
    expect(row).toMatchObject([{ case_id: caseId, due_on: '2027-01-13', provisional: 0 }])
  })

  it('refuse what was made from an older revision, is no year, or is nobody’s to change', async () => {
    const { revision } = await almanac()
    const old = await admin('POST', '/api/calendars/CN/import', { revision: revision - 1, file: year2027 })
    expect(old).toMatchObject({ status: 409, body: { code: 'almanac-changed' } })
    const wrong = await admin('POST', '/api/calendars/CN/import', { revision, file: { days: [] } })
    expect(wrong).toMatchObject({ status: 422, body: { code: 'year-invalid' } })
    const unknown = await admin('POST', '/api/calendars/XX/import', { revision, file: year2027 })
    expect(unknown).toMatchObject({ status: 404, body: { code: 'no-such-calendar' } })
    const cn = await calendar('CN')
    const broken = { ...cn, code: 'CN-XD', base: 'CN-XD' }
    const refused = await admin('PUT', '/api/calendars/CN-XD', { revision, calendar: broken })
    expect(refused).toMatchObject({ status: 422, body: { code: 'almanac-invalid' } })
    expect(await window1('PUT', '/api/calendars/CN', { revision, calendar: cn })).toMatchObject({ status: 403 })
    expect((await almanac()).revision).toBe(revision)
  })

  it('keep versions of a limit: a case has the one that was in force when it was accepted', async () => {
    // given a drawing that takes its limit from the register, on a district's own calendar
    const district = { code: 'CN-XD', name: '新都区', zone: 'Asia/Shanghai', base: 'CN', years: {} }
    const made = await admin('PUT', '/api/calendars/CN-XD', {
      revision: (await almanac()).revision,
      calendar: district,
    })
    expect(made).toMatchObject({ status: 200, body: { calendars: ['CN-XD'] } })
    const drawn = read('process.bpmn')
    const inline = /<lianban:limit value="20" unit="wd" kind="statutory"[^>]*\/>/
    expect(drawn).toMatch(inline)
    const publish = async (limit: string) => {
      const { body } = await admin('GET', '/api/processes/joint-approval/draft')
      const bundle = { ...body.bundle, bpmn: drawn.replace(inline, limit) }
      const { revision } = (
        await admin('PUT', '/api/processes/joint-approval/draft', { bundle, revision: body.revision })
      ).body
      return admin('POST', '/api/processes/joint-approval/publish', { revision, note: '' })
    }
    expect(await publish('<lianban:limit rule="PL99" calendar="XX"/>')).toMatchObject({
      status: 422,
      body: { problems: [{ code: 'rule-unknown' }, { code: 'calendar-unknown' }] },
    })
    expect(await publish('<lianban:limit rule="PL42" calendar="CN-XD" startsOn="=date(acceptedOn)"/>')).toMatchObject({
      status: 201,
    })
    const before = await file()
    // when the law shortens the limit from the next day on
    const { version: _, ...rule } = (await almanac()).rules.find(({ id }: { id: string }) => id === 'PL42')
    const next = { ...rule, n: 15, from: '2026-12-15' }
    const saved = await admin('POST', '/api/limits', { revision: (await almanac()).revision, rule: next })
    expect(saved).toMatchObject({ status: 201, body: { version: 2, calendars: [] } })
    await server.running.runtime.advance(Date.parse('2026-12-15T09:00:00+08:00'))
    const after = await file()
    // then
    const clock = { calendar: 'CN-XD', basis: '行政许可法第四十二条' }
    expect(await statutory(before)).toMatchObject({ ...clock, limit: 20, rule: { id: 'PL42', version: 1 } })
    expect(await statutory(after)).toMatchObject({ ...clock, limit: 15, rule: { id: 'PL42', version: 2 } })
    const again = await admin('POST', '/api/limits', { revision: (await almanac()).revision, rule: next })
    expect(again).toMatchObject({ status: 422, body: { code: 'rule-not-later' } })
  })

  it('write down who tried to break a rule of the clock', async () => {
    const caseId = await file()
    const { key } = await statutory(caseId)
    const officer = await server.client('nr1')
    const stop = { ground: 'leave', document: 'x', until: '2026-12-31' }
    expect(await officer('POST', `/api/cases/${caseId}/clocks/${key}/stop`, stop)).toMatchObject({ status: 409 })
    const monitor = await server.client('monitor1')
    const { items } = (await monitor('GET', `/api/attempts?case=${caseId}`)).body
    expect(items).toMatchObject([
      { caseId, by: '赵颖', command: 'stopClock', rule: 'ground-not-allowed', asked: { ground: 'leave' } },
    ])
    expect(await officer('GET', '/api/attempts')).toMatchObject({ status: 403 })
  })
})
