import { readFileSync } from 'node:fs'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openRuntime, stoppedClock, type JobHandler, type Runtime } from '@lianban/engine/runtime'
import { postgresStore } from '@lianban/engine/store/postgres'
import { boundaryTimer, duration, end, limit, line, model, serviceTask, start, userTask } from '../builders/bpmn.ts'
import { testPostgres, type TestPostgres } from '../builders/postgres.ts'
import { testServer, type TestServer } from '../builders/server.ts'
import { tell, type Scenario } from '../scenarios/scenario.ts'

const monday = Date.parse('2026-04-27T09:00:00+08:00')
const hour = 3_600_000
const stories = new URL('../../processes/joint-approval/scenarios/', import.meta.url)
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, stories), 'utf8')) as T

let postgres: TestPostgres
const closing: (() => Promise<void>)[] = []
beforeAll(async () => {
  postgres = await testPostgres()
}, 60_000)
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
afterAll(() => postgres.stop())

describe('several nodes on one PostgreSQL', () => {
  async function nodes(count: number, bpmn: string, handlers: Record<string, JobHandler> = {}) {
    const url = await postgres.database()
    const clock = stoppedClock(monday)
    const made: Runtime[] = []
    for (let node = 0; node < count; node++) {
      const runtime = await openRuntime({ store: postgresStore(url), clock, handlers, node: `node ${node}` })
      closing.push(() => runtime.close())
      made.push(runtime)
    }
    expect((await made[0]!.deploy({ bpmn, by: 'admin' })).problems).toEqual([])
    return { nodes: made, clock }
  }
  async function startMany(runtime: Runtime, process: string, count: number): Promise<string[]> {
    const outcomes = await Promise.all(Array.from({ length: count }, () => runtime.start({ process })))
    return outcomes.map((outcome) => (outcome.ok ? outcome.caseId : ''))
  }

  it('see each other’s versions and cases at once', async () => {
    const both = model('r', start(), userTask('look', 'eco'), end(), line('start', 'look', 'end'))
    const { nodes: made } = await nodes(2, both)
    const [caseId] = await startMany(made[1]!, 'r', 1)
    expect(await made[0]!.store.countOpen(['group:eco'])).toBe(1)
    expect(await made[0]!.dispatch(caseId!, { type: 'completeTask', key: 3, by: 'li' })).toMatchObject({ ok: true })
    expect((await made[1]!.store.case(caseId!))!.state.status).toBe('completed')
  })

  it('count on the same calendars from the moment that one of them has changed them', async () => {
    const limited = model('r', start(), userTask('look', 'eco', limit(10)), end(), line('start', 'look', 'end'))
    const { nodes: made } = await nodes(2, limited)
    const [old] = await startMany(made[1]!, 'r', 1)
    const off = ['2026-04-30']
    const changed = await made[0]!.changeAlmanac({
      revision: 0,
      by: 'admin',
      change: (document) => ({
        ...document,
        calendars: document.calendars.map((each) => ({
          ...each,
          years: { 2026: { ...each.years['2026']!, off: [...each.years['2026']!.off, ...off] } },
        })),
      }),
    })
    expect(changed).toMatchObject({ ok: true, calendars: ['CN'] })
    const [fresh] = await startMany(made[1]!, 'r', 1)
    await made[1]!.settle()
    for (const id of [old!, fresh!])
      expect((await made[1]!.store.tasksOf(id))[0]!.dueAt).toBe(Date.parse('2026-05-14T24:00:00+08:00'))
    expect(made[1]!.counting.almanac.revision).toBe(1)
    expect(await made[1]!.derivation()).toMatchObject({ finishedAt: monday, failed: 0 })
  })

  it('do a command once that reaches both at the same time', async () => {
    const both = model('r', start(), userTask('look', 'eco'), end(), line('start', 'look', 'end'))
    const { nodes: made } = await nodes(2, both)
    for (let round = 0; round < 20; round++) {
      const request = `file ${round}`
      const outcomes = await Promise.all(made.map((node) => node.start({ process: 'r', request })))
      expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.caseId)).size).toBe(1)
      const [first] = outcomes
      const caseId = first!.ok ? first!.caseId : ''
      const done = await Promise.all(
        made.map((node) => node.dispatch(caseId, { type: 'completeTask', key: 3, by: 'li' })),
      )
      expect(done.filter(({ ok }) => ok)).toHaveLength(1)
    }
    expect(await made[0]!.store.countOpen(['group:eco'])).toBe(0)
  })

  it('share due timers, and fire each once', async () => {
    const bpmn = model(
      't',
      start(),
      userTask('look'),
      boundaryTimer('remind', 'look', duration('PT1H'), { interrupting: false }),
      end(),
      end('told'),
      line('start', 'look', 'end'),
      line('remind', 'told'),
    )
    const { nodes: made, clock } = await nodes(3, bpmn)
    const cases = await startMany(made[0]!, 't', 600)
    clock.moveTo(monday + hour)
    await Promise.all(made.map((node) => node.settle()))
    await Promise.all(made.map((node) => node.settle()))
    const fired = await Promise.all(
      cases.map(async (id) => (await made[0]!.store.events(id)).filter(({ event }) => event.type === 'timerFired')),
    )
    expect(fired.filter((events) => events.length === 1)).toHaveLength(600)
    expect(await made[0]!.store.nextDue()).toBeUndefined()
  })

  it('share jobs, and give each to one handler', async () => {
    const handled: string[] = []
    const print: JobHandler = async ({ id }) => void handled.push(id)
    const bpmn = model('j', start(), serviceTask('print', 'print'), end(), line('start', 'print', 'end'))
    const { nodes: made } = await nodes(3, bpmn, { print })
    const cases = await startMany(made[0]!, 'j', 200)
    await Promise.all(made.map((node) => node.settle()))
    await Promise.all(made.map((node) => node.settle()))
    expect(handled).toHaveLength(200)
    expect(new Set(handled).size).toBe(200)
    expect((await made[1]!.store.case(cases[7]!))!.state.status).toBe('completed')
  })

  it('never let a message and whoever begins to wait for it miss each other', async () => {
    const receive = '<bpmn:receiveTask id="wait" messageRef="paid"/>'
    const message =
      '<bpmn:message id="paid" name="paid"><bpmn:extensionElements><zeebe:subscription correlationKey="=no"/></bpmn:extensionElements></bpmn:message>'
    const bpmn = model('m', start(), receive, end(), line('start', 'wait', 'end')).replace(
      '</bpmn:definitions>',
      `${message}</bpmn:definitions>`,
    )
    const { nodes: made } = await nodes(2, bpmn)
    const keys = Array.from({ length: 50 }, (_, index) => `order-${index}`)
    const outcomes = await Promise.all(
      keys.flatMap((no) => [
        made[0]!.start({ process: 'm', variables: { no } }),
        made[1]!.publish({ name: 'paid', correlationKey: no, timeToLive: hour }),
      ]),
    )
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([])
    expect(await made[0]!.store.running('m')).toEqual(new Map())
  })

  it('refuse a database of a newer version, and leave it as it is', async () => {
    const url = await postgres.database()
    const store = postgresStore(url)
    await store.migrate()
    await store.close()
    const client = new Client({ connectionString: url })
    await client.connect()
    await client.query('UPDATE lianban_schema SET version = 99')
    const older = postgresStore(url)
    await expect(openRuntime({ store: older })).rejects.toThrow(/schema 99: start the newer version/)
    await older.close()
    expect((await client.query('SELECT version FROM lianban_schema')).rows).toEqual([{ version: 99 }])
    await client.end()
  })

  it('tell each other which cases have changed', async () => {
    const url = await postgres.database()
    const told = new Promise<string>((resolve) => {
      void (async () => {
        const listening = await openRuntime({ store: postgresStore(url), onCommit: (caseId) => resolve(caseId) })
        closing.push(() => listening.close())
        const acting = await openRuntime({ store: postgresStore(url) })
        closing.push(() => acting.close())
        await acting.deploy({
          bpmn: model('r', start(), userTask('look'), end(), line('start', 'look', 'end')),
          by: 'a',
        })
        await acting.start({ process: 'r', caseId: 'the case' })
      })()
    })
    expect(await told).toBe('the case')
  })
})

describe('the server on PostgreSQL', () => {
  it('tells a whole approval as it does on the embedded database', async () => {
    const scenario = read<Scenario>('approval.json')
    const server = await testServer(scenario.clock, await postgres.database())
    closing.push(() => server.close())
    expect(await tell(scenario, server, read('applications.json'))).toBe(scenario.steps.length)
  })

  it('starts on several nodes at once, and goes on where another node has left off', async () => {
    const url = await postgres.database()
    const servers: TestServer[] = await Promise.all([
      testServer('2026-04-27T09:00:00+08:00', url),
      testServer('2026-04-27T09:00:00+08:00', url),
    ])
    for (const server of servers) closing.push(() => server.close())
    expect(servers.filter(({ running }) => running.seeded)).toHaveLength(1)
    const window1 = await servers[0]!.client('window1')
    const data = read<{ ordinary: unknown }>('applications.json').ordinary
    const filed = await window1(
      'POST',
      '/api/cases',
      { processId: 'joint-approval', data },
      { 'idempotency-key': 'k1' },
    )
    expect(filed.status).toBe(201)
    const there = await servers[1]!.client('window1')
    const again = await there('POST', '/api/cases', { processId: 'joint-approval', data }, { 'idempotency-key': 'k1' })
    expect(again.body).toEqual(filed.body)
    const inbox = await there('GET', '/api/tasks?box=department')
    expect(inbox.body.items.map(({ caseNo }: { caseNo: string }) => caseNo)).toEqual([filed.body.caseNo])
    expect((await there('GET', `/api/cases?q=${filed.body.caseNo.toLowerCase()}`)).body.items).toHaveLength(1)
  })
})
