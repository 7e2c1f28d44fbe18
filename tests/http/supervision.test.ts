import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptJointCase, completeTask, fileJointCase, taskOf } from '../builders/jointCase.ts'
import { testServer, type Client, type TestServer } from '../builders/server.ts'

const agree = { opinion: { points: ['materials', 'standards', 'planning'], decision: 'agree' } }

/** Two cases accepted on 2026-09-21. In the first nr is in time and eco late, with a pause that ends on the last day. */
describe('what supervision shows', () => {
  let server: TestServer
  let monitor: Client
  let first: string
  let second: string
  const at = (instant: string) => server.running.runtime.advance(Date.parse(`${instant}:00+08:00`))
  const clockOf = async (client: Client, kind: string, name = '') => {
    const { body } = await client('GET', `/api/cases/${first}`)
    return body.clocks.find((clock: { kind: string; name: string }) => clock.kind === kind && clock.name.includes(name))
  }
  const get = async (path: string) => (await monitor('GET', `/api/supervision/${path}`)).body

  beforeAll(async () => {
    server = await testServer('2026-09-21T09:00:00+08:00')
    monitor = await server.client('monitor1')
    const desk = await server.client('window1')
    first = (await fileJointCase(desk, '第一号厂房')).caseId
    second = (await fileJointCase(desk, '第二号厂房')).caseId
    for (const caseId of [first, second]) await acceptJointCase(server, desk, caseId)
    const [nr, eco] = [await server.client('nr1'), await server.client('eco1')]
    const task = await taskOf(nr, first, 'review')
    await at('2026-09-22T09:00')
    await nr('POST', `/api/tasks/${task.id}/claim`, { revision: task.revision })
    await at('2026-09-23T09:00')
    await completeTask(nr, first, 'review', agree)
    await at('2026-10-23T09:00')
    const { key } = await clockOf(eco, 'statutory')
    const notice = { ground: 'testing', document: '检测告知书1号', until: '2026-10-24' }
    await eco('POST', `/api/cases/${first}/clocks/${key}/stop`, notice)
    await at('2026-10-26T09:00')
    await eco('POST', `/api/cases/${first}/clocks/${key}/resume`, { document: notice.document })
    await completeTask(eco, first, 'review', agree)
  })
  afterAll(() => server.close())

  it('counts open cases by stage and light, and clocks by department', async () => {
    const wall = await get('wall')
    expect(wall).toMatchObject({ open: 2, stopped: 0, cards: { open: expect.any(Number) } })
    expect(wall.lights).toMatchObject({ none: 0, yellow: 2 })
    expect(wall.stages).toEqual([
      expect.objectContaining({
        process: 'joint-approval',
        status: 'accepted',
        lights: { none: 0, blue: 0, yellow: 2, red: 0 },
      }),
    ])
    const of = (code: string) => wall.departments.find((each: { code: string }) => each.code === code)
    expect(of('fire')).toMatchObject({ running: 2, lights: { yellow: 2 } })
    expect(of('eco')).toMatchObject({ running: 1, lights: { yellow: 1 } })
    expect(of('zj')).toMatchObject({ running: 2 })
    expect(of('applicant')).toBeUndefined()
  })

  it('leads from a number to the clocks behind it, least time left first', async () => {
    const { items } = await get('clocks?department=fire&light=yellow')
    expect(items.map(({ title }: { title: string }) => title).toSorted()).toEqual(['第一号厂房', '第二号厂房'])
    const all = (await get('clocks')).items.map(({ dueOn }: { dueOn: string }) => dueOn)
    expect(all).toEqual(all.toSorted())
  })

  it('ranks departments by what ended in time, and items and months beside them', async () => {
    const found = await get('league?from=2026-09-01&to=2026-10-31')
    const of = (code: string) => found.departments.find((each: { code: string }) => each.code === code)
    expect(of('nr')).toMatchObject({ ended: 2, late: 1, rate: 0.5, grade: 'poor', cards: { yellow: 1, red: 1 } })
    expect(of('window')).toMatchObject({ ended: 2, late: 0, rate: 1, grade: 'excellent' })
    expect(of('eco')).toMatchObject({ ended: 2, late: 2, rate: 0, cards: { yellow: 2 } })
    expect(found.items).toEqual([
      expect.objectContaining({ process: 'joint-approval', ended: 8, late: 5, rate: 0.375 }),
    ])
    expect(found.months.map(({ month }: { month: string }) => month)).toEqual(['2026-09', '2026-10'])
    expect((await get('league?from=2027-01-01&to=2027-01-31')).items).toEqual([])
  })

  it('finds stops that end when the limit is nearly over, and those longer than was told', async () => {
    const found = await get('anomalies?from=2026-09-01&to=2026-10-31')
    const stop = {
      title: '第一号厂房',
      ground: 'testing',
      document: '检测告知书1号',
      from: '2026-10-23',
      to: '2026-10-26',
    }
    expect(found.overrun).toEqual([expect.objectContaining({ ...stop, until: '2026-10-24', by: '吴静' })])
    expect(found.pauses.find(({ code }: { code: string }) => code === 'zj')).toMatchObject({
      clocks: 2,
      stopped: 1,
      share: 0.5,
    })
    expect(found.repeated).toEqual([])
  })

  it('says where the time goes, in hours, on the drawing', async () => {
    const found = await get('heat?process=joint-approval&from=2026-09-01&to=2026-10-31')
    expect(found.bpmn).toContain('<bpmn:process id="joint-approval"')
    const review = found.steps.find(({ element }: { element: string }) => element === 'review')
    // nr waited a day and worked a day; eco never claimed, and the stop took out all from the end of 10-23 on.
    expect(review).toMatchObject({ count: 2, working: { median: 24 }, excluded: { p90: 57 } })
    expect(await monitor('GET', '/api/supervision/heat?process=nowhere')).toMatchObject({ status: 404 })
  })

  it('hands out the same as a workbook, and the quarter as a ledger', async () => {
    const sheetsOf = async (path: string): Promise<ExcelJS.Workbook> => {
      const { body } = await monitor('GET', `/api/supervision/${path}`)
      const workbook = new ExcelJS.Workbook()
      await workbook.xlsx.load(body)
      return workbook
    }
    const book = await sheetsOf('export?from=2026-09-01&to=2026-10-31')
    expect(book.worksheets.map(({ name }) => name)).toEqual(['部门', '督查牌', '暂停计时'])
    expect(book.getWorksheet('暂停计时')!.getRow(2).values).toEqual(expect.arrayContaining(['检测告知书1号', '检测']))
    const quarter = await sheetsOf('ledger?year=2026&quarter=3')
    expect(quarter.worksheets.map(({ name }) => name)).toEqual(['汇总', '事项', '部门', '督查牌', '暂停计时'])
    const total = quarter.getWorksheet('汇总')!
    expect([total.getRow(2).getCell(2).value, total.getRow(3).getCell(2).value]).toEqual(['2026-07-01 – 2026-09-30', 2])
  })

  it.each([
    ['league?from=2026-10-02&to=2026-10-01', 'period-invalid'],
    ['league?from=yesterday', 'query-invalid'],
    ['ledger?year=2026&quarter=5', 'query-invalid'],
    ['cards?box=mine', 'query-invalid'],
  ])('refuses %s', async (path, code) => {
    expect(await monitor('GET', `/api/supervision/${path}`)).toMatchObject({ status: 400, body: { code } })
  })

  it('is not for officers, whose cards are', async () => {
    const officer = await server.client('fire1')
    expect(await officer('GET', '/api/supervision/wall')).toMatchObject({ status: 403 })
    expect((await officer('GET', '/api/supervision/cards?box=todo')).body.items.length).toBeGreaterThan(0)
  })
})
