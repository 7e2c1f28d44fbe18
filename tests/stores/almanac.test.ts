import { afterEach, describe, expect, it } from 'vitest'
import { dueOn, type Almanac, type CalendarYear, type Command, type Instance } from '@lianban/engine'
import { openRuntime, stoppedClock, type Runtime, type Store } from '@lianban/engine/runtime'
import { boundaryTimer, deadline, end, limit, line, model, start, userTask } from '../builders/bpmn.ts'
import { everyStore } from '../builders/stores.ts'

const monday = Date.parse('2026-12-28T09:00:00+08:00')
const over = (day: string): number => Date.parse(`${day}T24:00:00+08:00`)
const opened: Runtime[] = []
afterEach(async () => {
  for (const runtime of opened.splice(0)) await runtime.close()
})

/** Ten working days with a card at their end, and a reminder that counts five from its own arming. */
const review = model(
  'review',
  start(),
  userTask('look', 'eco', limit(10)),
  boundaryTimer('late', 'look', deadline('due'), { interrupting: false }),
  boundaryTimer('soon', 'look', deadline('wd(5)'), { interrupting: false }),
  end(),
  end('lateEnd'),
  end('soonEnd'),
  line('start', 'look', 'end'),
  line('late', 'lateEnd'),
  line('soon', 'soonEnd'),
)
const year2027: CalendarYear = { off: ['2027-01-01', '2027-01-04'], work: ['2027-01-03'], source: '国务院办公厅通知' }

describe.each(everyStore())('a change of calendars on %s', (_, open) => {
  async function given(cases = 1) {
    const store = await open()
    const clock = stoppedClock(monday)
    const runtime = await openRuntime({ store, clock, start: false })
    opened.push(runtime)
    expect((await runtime.deploy({ bpmn: review, by: 'admin' })).problems).toEqual([])
    const ids: string[] = []
    for (let n = 0; n < cases; n++) {
      const outcome = await runtime.start({ process: 'review' })
      ids.push(outcome.ok ? outcome.caseId : '')
    }
    return { runtime, store, clock, ids, caseId: ids[0]! }
  }
  const load = async (runtime: Runtime, data: CalendarYear | undefined) => {
    const { document } = await runtime.almanac()
    return runtime.changeAlmanac({
      revision: document.revision,
      by: 'admin',
      change: ({ calendars, ...rest }) => ({
        ...rest,
        calendars: calendars.map((each) => {
          const { 2027: _gone, ...years } = each.years
          return { ...each, years: data ? { ...years, 2027: data } : years }
        }),
      }),
    })
  }
  async function seen(runtime: Runtime, store: Store, caseId: string) {
    const { counting } = await runtime.almanac()
    const instances = [...(await store.case(caseId))!.state.instances.values()]
    const { clock, timers, key } = instances.find((each): each is Instance => each.clock !== undefined)!
    const rows = await store.dueTimers(Number.MAX_SAFE_INTEGER, 1000)
    const due = Object.fromEntries(
      rows.filter((row) => row.caseId === caseId).map(({ element, due: at }) => [element, at]),
    )
    expect(Object.fromEntries(timers!.map(({ element, due: at }) => [element, at]))).toEqual(due)
    return { key, due: dueOn(clock!, counting.calendar), timers: due, task: (await store.tasksOf(caseId))[0]!.dueAt }
  }
  const types = async (store: Store, caseId: string): Promise<string[]> =>
    (await store.events(caseId)).map(({ event }) => event.type)

  it('moves due days, deadlines and tasks of running cases, and records it', async () => {
    const { runtime, store, caseId } = await given()
    expect(await seen(runtime, store, caseId)).toMatchObject({ due: '2027-01-11', task: over('2027-01-11') })
    expect(await load(runtime, year2027)).toEqual({ ok: true, revision: 1, calendars: ['CN'] })
    await runtime.settle()
    expect(await seen(runtime, store, caseId)).toMatchObject({
      due: '2027-01-12',
      task: over('2027-01-12'),
      timers: { late: over('2027-01-12'), soon: over('2027-01-05') },
    })
    const derived = (await store.events(caseId)).find(({ event }) => event.type === 'dueDerived')!
    const days = { from: '2027-01-11', to: '2027-01-12' }
    expect(derived.event).toMatchObject({ calendar: 'CN', revision: 1, ...days, provisional: false })
    expect(await runtime.derivation()).toMatchObject({ total: 1, done: 1, moved: 1, failed: 0, finishedAt: monday })
  })

  it('is followed by a command that comes first, once', async () => {
    const { runtime, store, caseId } = await given()
    const { key } = await seen(runtime, store, caseId)
    await load(runtime, year2027)
    const claim: Command = { type: 'claimTask', key, by: 'li' }
    expect(await runtime.dispatch(caseId, claim)).toMatchObject({ ok: true })
    const events = await types(store, caseId)
    expect(events.indexOf('dueDerived')).toBeLessThan(events.indexOf('taskClaimed'))
    await runtime.settle()
    expect((await types(store, caseId)).filter((type) => type === 'dueDerived')).toHaveLength(1)
    expect(await seen(runtime, store, caseId)).toMatchObject({ due: '2027-01-12' })
  })

  it('and back leaves everything as it was', async () => {
    const { runtime, store, caseId } = await given()
    const first = await seen(runtime, store, caseId)
    await load(runtime, year2027)
    await runtime.settle()
    await load(runtime, undefined)
    await runtime.settle()
    expect(await seen(runtime, store, caseId)).toEqual(first)
  })

  it('holds no change that was made from an older revision, or while cases still follow', async () => {
    const { runtime } = await given(120)
    const change = (revision: number) =>
      runtime.changeAlmanac({ revision, by: 'admin', change: (document) => ({ ...document, rules: [] }) })
    expect(await change(7)).toMatchObject({ ok: false, code: 'almanac-changed' })
    await load(runtime, year2027)
    await expect(change(1)).resolves.toMatchObject({ ok: false, code: 'derivation-running' })
    await runtime.settle()
    expect(await change(1)).toEqual({ ok: true, revision: 2, calendars: [] })
  })

  it('goes on where it stopped, and leaves cases alone that do not count so far', async () => {
    // given many cases, and a runtime that ends before it has followed
    const { runtime, store, clock, ids } = await given(230)
    await clock.moveTo(monday + 1)
    await load(runtime, year2027)
    // when another one opens on the same store
    const next = await openRuntime({ store, clock, start: false })
    await next.settle()
    // then
    expect(await next.derivation()).toMatchObject({ total: 230, done: 230, moved: 230 })
    for (const id of [ids[0]!, ids[150]!, ids[229]!])
      expect(await seen(next, store, id)).toMatchObject({ due: '2027-01-12' })
    const record = await types(store, ids[0]!)
    const empty: Partial<Almanac> = (await next.almanac()).counting.almanac
    expect(empty.revision).toBe(1)
    await load(next, { ...year2027, off: [...year2027.off, '2027-10-01'] })
    await next.settle()
    expect(await next.derivation()).toMatchObject({ done: 230, moved: 0 })
    expect(await types(store, ids[0]!)).toEqual(record)
  })
})
