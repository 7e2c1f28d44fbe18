import { afterEach, describe, expect, it } from 'vitest'
import { openRuntime, stoppedClock, type OutboxRow, type Runtime, type RuntimeOptions } from '@lianban/engine/runtime'
import { end, line, model, start, userTask } from '../builders/bpmn.ts'
import { everyStore } from '../builders/stores.ts'

const monday = Date.parse('2026-04-27T09:00:00+08:00')
const hour = 3_600_000
const day = 24 * hour
const opened: Runtime[] = []
afterEach(async () => {
  for (const runtime of opened.splice(0)) await runtime.close()
})

const review = model('review', start(), userTask('look', 'eco'), end(), line('start', 'look', 'end'))
const receiving = model(
  'pay',
  start(),
  '<bpmn:receiveTask id="wait" messageRef="paid"/>',
  end(),
  line('start', 'wait', 'end'),
).replace(
  '</bpmn:definitions>',
  '<bpmn:message id="paid" name="paid"><bpmn:extensionElements><zeebe:subscription correlationKey="=no"/></bpmn:extensionElements></bpmn:message></bpmn:definitions>',
)

describe.each(everyStore())('what is kept no longer, on %s', (_, open) => {
  async function given(options: Partial<RuntimeOptions> = {}) {
    const clock = stoppedClock(monday)
    const runtime = await openRuntime({ store: await open(), clock, ...options })
    opened.push(runtime)
    for (const bpmn of [review, receiving]) expect((await runtime.deploy({ bpmn, by: 'admin' })).problems).toEqual([])
    return { runtime, clock }
  }

  it('forgets the answer to a request by itself when its retention is over, and no other', async () => {
    const { runtime } = await given({ retention: { requests: 10 * day } })
    const old = await runtime.start({ process: 'review', request: 'old' })
    await runtime.advance(monday + 6 * day)
    const young = await runtime.start({ process: 'review', request: 'young' })
    await runtime.advance(monday + 11 * day)
    expect(await runtime.start({ process: 'review', request: 'young' })).toEqual({ ...young, repeated: true })
    const again = await runtime.start({ process: 'review', request: 'old' })
    expect(again).toMatchObject({ ok: true, repeated: false })
    expect(again).not.toMatchObject({ caseId: old.ok && old.caseId })
  })

  it('forgets any number in small pieces', async () => {
    const { runtime, clock } = await given()
    await runtime.transaction(async (transaction) => {
      for (let index = 0; index < 1_200; index++) await transaction.remember(`r${index}`, { caseId: 'c' }, monday)
    })
    const known = () =>
      runtime.transaction(async (transaction) => {
        let count = 0
        for (let index = 0; index < 1_200; index++) if (await transaction.recall(`r${index}`)) count++
        return count
      })
    clock.moveTo(monday + 30 * day)
    await runtime.forget()
    expect(await known()).toBe(1_200)
    clock.moveTo(monday + 30 * day + 1)
    await Promise.all([runtime.forget(), runtime.forget()])
    await runtime.forget()
    expect(await known()).toBe(0)
    expect(await runtime.forget()).toBe(0)
  })

  it('forgets messages whose time to live is over, though nobody ever asked for their name', async () => {
    const { runtime, clock } = await given()
    await runtime.publish({ name: 'nobody waits for it', correlationKey: 'a', timeToLive: hour })
    await runtime.publish({ name: 'nobody waits for it', correlationKey: 'b', timeToLive: 2 * hour })
    await runtime.publish({ name: 'paid', correlationKey: 'c', timeToLive: day })
    clock.moveTo(monday + hour)
    await runtime.forget()
    // Asked as of an instant at which both could still be taken.
    const taken = (key: string) => runtime.transaction((one) => one.takeMessage('nobody waits for it', key, monday))
    expect(await taken('a')).toBeUndefined()
    expect(await taken('b')).toMatchObject({ correlationKey: 'b' })
    const late = await runtime.start({ process: 'pay', variables: { no: 'c' } })
    expect((await runtime.store.case(late.ok ? late.caseId : ''))!.state.status).toBe('completed')
  })

  it('gives a letter up that never arrives, and keeps it for whoever archives', async () => {
    const tried: string[] = []
    const sms = async ({ id }: OutboxRow): Promise<void> => {
      tried.push(id)
      throw new Error('no network')
    }
    const told: string[] = []
    const { runtime } = await given({
      senders: { sms },
      retention: { letters: day },
      onError: (_error, doing) => void told.push(doing),
    })
    await runtime.transaction((transaction) => runtime.post(transaction, { id: 'n1', topic: 'sms', payload: 'x' }))
    await runtime.advance(monday + 2 * day)
    const tries = tried.length
    expect(told.at(-1)).toMatch(/n1 .* given up/)
    expect(await runtime.store.nextLetter()).toBeUndefined()
    await runtime.advance(monday + 30 * day)
    expect(tried).toHaveLength(tries)
    expect(await runtime.store.lettersGivenUp(10)).toMatchObject([{ id: 'n1', payload: 'x', error: 'no network' }])
    await runtime.transaction((transaction) => transaction.settleLetter('n1', 'gone'))
    expect(await runtime.store.lettersGivenUp(10)).toEqual([])
  })

  it('lists what has ended in the order in which it is due to go, in pages', async () => {
    const { runtime, clock } = await given()
    for (const caseId of ['c', 'a', 'b', 'open']) await runtime.start({ process: 'review', caseId })
    for (const caseId of ['c', 'a', 'b']) {
      await runtime.dispatch(caseId, { type: 'completeTask', key: 3, by: 'li' })
      if (caseId === 'c') clock.moveTo(monday + hour)
    }
    const query = { process: 'review', version: 1, before: monday + day, limit: 2 }
    const first = await runtime.store.endedCases(query)
    expect(first.map(({ id }) => id)).toEqual(['c', 'a'])
    expect((await runtime.store.endedCases({ ...query, after: first[1]! })).map(({ id }) => id)).toEqual(['b'])
    expect(await runtime.store.endedCases({ ...query, before: monday + hour })).toEqual([{ id: 'c', endedAt: monday }])
    expect(await runtime.store.endedCases({ ...query, version: 2 })).toEqual([])
  })
})
