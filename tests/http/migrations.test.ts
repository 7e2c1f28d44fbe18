import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { boundaryTimer, duration, end, flow, line, model, start, userTask } from '../builders/bpmn.ts'
import { testServer, type Client, type TestServer } from '../builders/server.ts'

let server: TestServer
let admin: Client
beforeEach(async () => {
  server = await testServer('2026-04-27T09:00:00+08:00')
  admin = await server.client('admin')
})
afterEach(() => server.close())

const drawn = (first: string, more = ''): string =>
  model('p', start(), userTask(first), userTask('z'), end(), line('start', first, 'z', 'end'), more)
const reason = 'the law has changed'

async function published(...drawings: string[]): Promise<void> {
  for (const bpmn of drawings)
    expect(await server.running.runtime.deploy({ bpmn, by: 'admin' })).toMatchObject({ ok: true })
}
async function cases(count: number): Promise<string[]> {
  const outcomes = await Promise.all(
    Array.from({ length: count }, () => server.running.runtime.start({ process: 'p', version: 1 })),
  )
  return outcomes.map((outcome) => (outcome.ok ? outcome.caseId : ''))
}
/** The migration once nothing of it is in hand. */
async function settled(id: string) {
  await server.running.server.migrations.idle()
  return (await admin('GET', `/api/migrations/${id}`)).body
}
const begin = (plan: object, more: object = {}) =>
  admin('POST', '/api/processes/p/migrations', { from: 1, to: 2, plan, reason, ...more })
const versions = async (ids: readonly string[]): Promise<number[]> =>
  Promise.all(ids.map(async (id) => (await admin('GET', `/api/cases/${id}`)).body.version))

describe('running cases go over to another version', () => {
  it('after a dry run over every one of them, and do exactly what it says', async () => {
    await published(drawn('a'), drawn('b'))
    const ids = await cases(40)
    const mapping = await admin('GET', '/api/processes/p/migrations/mapping?from=1&to=2')
    expect(mapping.body).toMatchObject({ running: 40 })
    expect(mapping.body.elements[0]).toMatchObject({ element: 'a', live: 40, to: 'b', by: 'structure' })
    const begun = await begin({ elements: { a: 'b' } })
    expect(begun).toMatchObject({ status: 201, body: { total: 40 } })
    const { id } = begun.body
    expect(await settled(id)).toMatchObject({ state: 'tried', counts: { moves: 40 } })
    expect(new Set(await versions(ids))).toEqual(new Set([1]))
    const [stays, ...others] = ids
    expect((await admin('POST', `/api/migrations/${id}/run`, { except: [stays] })).status).toBe(202)
    expect(await settled(id)).toMatchObject({ state: 'done', counts: { moved: 39, stayed: 1 }, undoable: 39 })
    expect(await versions([stays!])).toEqual([1])
    expect(new Set(await versions(others))).toEqual(new Set([2]))
    const { timeline, openTasks } = (await admin('GET', `/api/cases/${others[0]}`)).body
    expect(openTasks.map(({ name }: { name: string }) => name)).toEqual(['b'])
    expect(timeline.at(-1)).toMatchObject({
      code: 'case.migrated',
      detail: { fromVersion: '1', toVersion: '2', reason },
    })
  })

  it('only where a person has chosen what the engine cannot know', async () => {
    await published(
      drawn('a'),
      drawn('b')
        .replace('userTask id="b"', 'manualTask id="b"')
        .replace('</bpmn:userTask>', '</bpmn:manualTask>')
        .replace(/<bpmn:extensionElements>.*?<\/bpmn:extensionElements>/, ''),
    )
    await cases(3)
    const { id } = (await begin({})).body
    expect(await settled(id)).toMatchObject({ state: 'tried', counts: { choice: 3 } })
    const { items } = (await admin('GET', `/api/migrations/${id}/cases?outcome=choice`)).body
    expect(items).toHaveLength(3)
    expect(items[0].problems).toMatchObject([{ code: 'element-gone', element: 'a', outcome: 'choice' }])
    const { body: obstacles } = await admin('GET', `/api/migrations/${id}/problems`)
    expect(obstacles).toMatchObject([{ code: 'element-gone', element: 'a', elementName: 'a', cases: 3 }])
    await admin('POST', `/api/migrations/${id}/run`, {})
    expect(await settled(id)).toMatchObject({ state: 'done', counts: { choice: 3 } })
    const chosen = (await begin({ elements: { a: 'z' } })).body
    expect(await settled(chosen.id)).toMatchObject({ counts: { moves: 3 } })
  })

  it('with the tokens that wait at a join, over the flow that a person has chosen', async () => {
    const joined = (second: string): string => {
      const gateways = '<bpmn:parallelGateway id="split"/><bpmn:parallelGateway id="join"/>'
      const ways = line('start', 'split', 'a', 'join', 'end') + line('split', second, 'join')
      return model('p', start(), gateways, userTask('a'), userTask(second), end(), ways)
    }
    await published(joined('b'), joined('c').replace('name="c"', 'name="another"'))
    const [id] = await cases(1)
    const { runtime } = server.running
    const { key } = [...(await runtime.store.case(id!))!.state.instances.values()].find((one) => one.element === 'b')!
    await runtime.dispatch(id!, { type: 'completeTask', key, by: 'li', variables: {} })
    const { body: mapping } = await admin('GET', '/api/processes/p/migrations/mapping?from=1&to=2')
    const [token] = mapping.tokens
    expect(mapping.tokens).toEqual([{ gateway: 'join', flow: token.flow, name: 'b', count: 1 }])
    const into = mapping.flows.find(({ name }: { name: string }) => name === 'another')
    expect(into.gateway).toBe('join')
    const lost = (await begin({})).body
    expect(await settled(lost.id)).toMatchObject({ counts: { choice: 1 } })
    expect((await admin('GET', `/api/migrations/${lost.id}/problems`)).body).toMatchObject([{ code: 'token-lost' }])
    const chosen = (await begin({ flows: { [token.flow]: into.id } })).body
    expect(await settled(chosen.id)).toMatchObject({ counts: { moves: 1 } })
  })

  it('and back again where nothing is lost', async () => {
    await published(drawn('a'), drawn('b'))
    const ids = await cases(2)
    const { id } = (await begin({ elements: { a: 'b' } })).body
    await settled(id)
    await admin('POST', `/api/migrations/${id}/run`, {})
    await settled(id)
    const undo = (await admin('POST', `/api/migrations/${id}/undo`, { reason: 'by mistake' })).body
    expect(await settled(undo.id)).toMatchObject({ from: 2, to: 1, undoes: id, counts: { moves: 2 } })
    await admin('POST', `/api/migrations/${undo.id}/run`, {})
    await settled(undo.id)
    expect(await versions(ids)).toEqual([1, 1])
    expect((await admin('GET', `/api/cases/${ids[0]}`)).body.openTasks[0].name).toBe('a')
  })

  it('but not back where two steps have become one, for nobody knows who came from which', async () => {
    await published(drawn('a'), drawn('b'))
    const ids = await cases(1)
    const { id } = (await begin({ elements: { a: 'z' } })).body
    await settled(id)
    await admin('POST', `/api/migrations/${id}/run`, {})
    expect(await settled(id)).toMatchObject({ counts: { moved: 1 }, undoable: 0 })
    expect((await admin('GET', `/api/cases/${ids[0]}`)).body.openTasks[0].name).toBe('z')
    const undo = await admin('POST', `/api/migrations/${id}/undo`, { reason })
    expect(undo).toMatchObject({ status: 409, body: { code: 'undo-ambiguous' } })
  })

  it('and says what is lost; that case is not offered to go back', async () => {
    const guarded = drawn('a', boundaryTimer('late', 'a', duration('PT1H')) + end('out') + flow('late', 'out'))
    await published(guarded, drawn('a'))
    await cases(1)
    const { id } = (await begin({})).body
    await settled(id)
    const { items } = (await admin('GET', `/api/migrations/${id}/cases`)).body
    expect(items[0]).toMatchObject({ outcome: 'moves', lossless: false })
    expect(items[0].notes).toMatchObject([{ code: 'wait.dropped', element: 'late' }])
    await admin('POST', `/api/migrations/${id}/run`, {})
    expect(await settled(id)).toMatchObject({ counts: { moved: 1 }, undoable: 0 })
    const undo = await admin('POST', `/api/migrations/${id}/undo`, { reason })
    expect(undo).toMatchObject({ status: 409, body: { code: 'nothing-to-undo' } })
  })

  it('and goes on where it was broken off', async () => {
    await published(drawn('a'), drawn('b'))
    const ids = await cases(100)
    const { id } = (await begin({ elements: { a: 'b' } })).body
    await settled(id)
    await admin('POST', `/api/migrations/${id}/run`, {})
    await admin('POST', `/api/migrations/${id}/pause`, {})
    const paused = await settled(id)
    expect(paused.state).toBe('paused')
    await admin('POST', `/api/migrations/${id}/run`, {})
    expect(await settled(id)).toMatchObject({ state: 'done', counts: { moved: 100 } })
    expect(new Set(await versions(ids))).toEqual(new Set([2]))
    const events = await server.running.runtime.store.events(ids[0]!)
    expect(events.filter(({ event }) => event.type === 'caseMigrated')).toHaveLength(1)
  })

  it.each([
    ['to where they are', { to: 1 }, 409, 'same-version'],
    ['to a version that is not there', { to: 9 }, 404, 'no-such-process'],
    ['without a reason', { reason: '' }, 409, 'reason-missing'],
    ['without a plan', { plan: undefined }, 400, 'body-invalid'],
  ])('not %s', async (_, wrong, status, code) => {
    await published(drawn('a'), drawn('b'))
    expect(await begin({}, wrong)).toMatchObject({ status, body: { code } })
  })
})
