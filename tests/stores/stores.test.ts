import { afterEach, describe, expect, it } from 'vitest'
import { encodeState, replay, verify } from '@lianban/engine'
import { digest, openRuntime, stoppedClock, type JobHandler, type Runtime } from '@lianban/engine/runtime'
import {
  boundaryTimer,
  deadline,
  duration,
  end,
  limit,
  line,
  model,
  serviceTask,
  start,
  userTask,
} from '../builders/bpmn.ts'
import { everyStore } from '../builders/stores.ts'

const monday = Date.parse('2026-04-27T09:00:00+08:00')
const cleanUp: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo()
})

const review = model(
  'review',
  start(),
  userTask('look', 'eco', limit(5)),
  userTask('sign', 'lead'),
  end(),
  line('start', 'look', 'sign', 'end'),
)

for (const [name, open] of everyStore()) {
  describe(`${name} store`, () => {
    async function given(bpmn: string, handlers: Record<string, JobHandler> = {}): Promise<Runtime> {
      const runtime = await openRuntime({ store: await open(), clock: stoppedClock(monday), handlers })
      cleanUp.push(() => runtime.close())
      const deployed = await runtime.deploy({ bpmn, by: 'admin' })
      expect(deployed.problems).toEqual([])
      return runtime
    }
    const caseOf = async (runtime: Runtime, process: string, variables = {}): Promise<string> => {
      const outcome = await runtime.start({ process, variables, by: 'li' })
      if (!outcome.ok) throw new Error(outcome.rejection.words)
      return outcome.caseId
    }

    it('lists open tasks by owner, most urgent first, and pages', async () => {
      const runtime = await given(review)
      await caseOf(runtime, 'review')
      await runtime.advance(monday + 86_400_000)
      await caseOf(runtime, 'review')
      const [first, second] = await runtime.store.openTasks({ owners: ['group:eco'], limit: 10 })
      expect(first!.dueAt).toBeLessThan(second!.dueAt!)
      const rest = await runtime.store.openTasks({ owners: ['group:eco'], limit: 10, after: first! })
      expect(rest.map(({ id }) => id)).toEqual([second!.id])
      expect(await runtime.store.countOpen(['group:eco', 'user:li'])).toBe(2)
      expect(await runtime.store.openTasks({ owners: ['group:lead'], limit: 10 })).toEqual([])
    })

    it('moves a claimed and completed task through the queues', async () => {
      const runtime = await given(review)
      const caseId = await caseOf(runtime, 'review')
      const [task] = await runtime.store.openTasks({ owners: ['group:eco'], limit: 1 })
      await runtime.dispatch(caseId, { type: 'claimTask', key: task!.key, by: 'wang' })
      expect(await runtime.store.countOpen(['user:wang'])).toBe(1)
      await runtime.dispatch(caseId, { type: 'completeTask', key: task!.key, by: 'wang', variables: { ok: true } })
      expect(await runtime.store.countOpen(['user:wang', 'group:eco'])).toBe(0)
      expect((await runtime.store.endedTasks('wang', 10)).map(({ id }) => id)).toEqual([task!.id])
      expect(await runtime.store.task(task!.id)).toMatchObject({ state: 'completed', endedBy: 'wang', endedAt: monday })
    })

    it('keeps every event, and their fold is the saved state', async () => {
      const runtime = await given(review)
      const caseId = await caseOf(runtime, 'review', { area: 12.5 })
      const [task] = await runtime.store.tasksOf(caseId)
      await runtime.dispatch(caseId, { type: 'completeTask', key: task!.key, by: 'wang' })
      const events = await runtime.store.events(caseId)
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
      const kept = (await runtime.store.case(caseId))!
      expect(encodeState(replay(events))).toBe(encodeState(kept.state))
      const proof = verify(caseId, await runtime.store.steps(caseId), kept.seal, digest)
      expect(proof).toEqual({ ok: true, steps: 2, events: events.length, seal: kept.seal })
    })

    it('gives a long record in pages of whole steps', async () => {
      const runtime = await given(review)
      const caseId = await caseOf(runtime, 'review')
      const [task] = await runtime.store.tasksOf(caseId)
      await runtime.dispatch(caseId, { type: 'claimTask', key: task!.key, by: 'wang' })
      await runtime.dispatch(caseId, { type: 'completeTask', key: task!.key, by: 'wang' })
      const whole = await runtime.store.events(caseId)
      const first = await runtime.store.events(caseId, { steps: 2 })
      const rest = await runtime.store.events(caseId, { after: first.at(-1)!.seq })
      expect(first.at(-1)!.event.type).toBe('taskClaimed')
      expect([...first, ...rest]).toEqual(whole)
    })

    it('answers a repeated request with the first answer and does nothing twice', async () => {
      const runtime = await given(review)
      const once = await runtime.start({ process: 'review', request: 'r1' })
      const again = await runtime.start({ process: 'review', request: 'r1' })
      expect(again).toEqual({ ...once, repeated: true })
      expect(await runtime.store.countOpen(['group:eco'])).toBe(1)
    })

    it('leaves nothing behind when a transaction throws, and harms no other in its group', async () => {
      const runtime = await given(review)
      const failing = runtime.transaction(async (transaction) => {
        await transaction.serial('a')
        throw new Error('broken')
      })
      const other = runtime.transaction((transaction) => transaction.serial('a'))
      await expect(failing).rejects.toThrow('broken')
      expect(await other).toBe(1)
    })

    it('answers nobody from a transaction that fails at its commit', async () => {
      const runtime = await given(review)
      await runtime.transaction(async (transaction) => transaction.remember('done', { caseId: 'c' }, monday))
      const failing = runtime.store.transaction(async (transaction) => {
        await transaction.remember('never', { caseId: 'c' }, monday)
        await transaction.remember('done', { caseId: 'twice' }, monday)
      })
      const next = runtime.store.transaction((transaction) => transaction.recall('never'))
      await expect(failing).rejects.toThrow(/request/)
      expect(await next).toBeUndefined()
      expect(await runtime.store.transaction((transaction) => transaction.recall('done'))).toEqual({ caseId: 'c' })
    })

    it('fires timers at their own instant, in order, and drops those of what has ended', async () => {
      const bpmn = model(
        'late',
        start(),
        userTask('look', 'eco', limit(5)),
        boundaryTimer('remind', 'look', deadline('wdBefore(due, 1)'), { interrupting: false }),
        boundaryTimer('over', 'look', deadline('due')),
        userTask('reminded', 'lead'),
        end(),
        end('lost'),
        line('start', 'look', 'end'),
        line('remind', 'reminded', 'lost'),
        line('over', 'lost'),
      )
      const runtime = await given(bpmn)
      const caseId = await caseOf(runtime, 'late')
      expect(await runtime.advance(Date.parse('2026-05-20T12:00:00+08:00'))).toBe(2)
      const fired = (await runtime.store.events(caseId)).filter(({ event }) => event.type === 'timerFired')
      expect(fired.map(({ at }) => new Date(at).toISOString())).toEqual([
        '2026-05-06T16:00:00.000Z',
        '2026-05-07T16:00:00.000Z',
      ])
      expect(await runtime.store.task(`${caseId}.3`)).toMatchObject({ state: 'cancelled' })
      expect(await runtime.store.nextDue()).toBeUndefined()
    })

    it('lets a due timer come before a command that arrives too late', async () => {
      const bpmn = model(
        't',
        start(),
        userTask('look'),
        boundaryTimer('over', 'look', duration('PT1H')),
        end(),
        end('lost'),
        line('start', 'look', 'end'),
        line('over', 'lost'),
      )
      const runtime = await given(bpmn)
      const caseId = await caseOf(runtime, 't')
      const clock = runtime.clock as ReturnType<typeof stoppedClock>
      clock.moveTo(monday + 3_600_000)
      expect(await runtime.dispatch(caseId, { type: 'completeTask', key: 3, by: 'li' })).toMatchObject({ ok: false })
      expect((await runtime.store.events(caseId)).some(({ event }) => event.type === 'timerFired')).toBe(true)
    })

    it('retries a failing job with a rest, then stops with an incident that can be retried', async () => {
      let tries = 0
      let broken = true
      const print: JobHandler = async ({ variables }) => {
        tries++
        if (broken) throw new Error('printer is off')
        return { printed: variables['name'] ?? null }
      }
      const runtime = await given(
        model('j', start(), serviceTask('print', 'print', '2'), end(), line('start', 'print', 'end')),
        { print },
      )
      const caseId = await caseOf(runtime, 'j', { name: '许可证' })
      await runtime.settle()
      expect(tries).toBe(1)
      await runtime.advance(monday + 3_600_000)
      expect(tries).toBe(2)
      const [, stuck] = [...(await runtime.store.case(caseId))!.state.instances.values()]
      expect(stuck!.incident).toMatchObject({ code: 'job-failed', message: 'printer is off' })
      broken = false
      await runtime.dispatch(caseId, { type: 'resolveIncident', key: stuck!.key })
      await runtime.settle()
      const { state } = (await runtime.store.case(caseId))!
      expect(state).toMatchObject({ status: 'completed' })
      expect(state.instances.get(1)!.variables).toMatchObject({ printed: '许可证' })
    })

    it('wakes for each of two timers of one event, the earlier first', async () => {
      const both = `<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
        <bpmn:timerEventDefinition><bpmn:timeDuration>PT3H</bpmn:timeDuration></bpmn:timerEventDefinition>`
      const bpmn = model(
        'two',
        start(),
        userTask('look'),
        boundaryTimer('remind', 'look', both, { interrupting: false }),
        end(),
        end('told'),
        line('start', 'look', 'end'),
        line('remind', 'told'),
      )
      const runtime = await given(bpmn)
      await caseOf(runtime, 'two')
      expect(await runtime.store.nextDue()).toBe(monday + 3_600_000)
      expect(await runtime.advance(monday + 2 * 3_600_000)).toBe(1)
      expect(await runtime.store.nextDue()).toBe(monday + 3 * 3_600_000)
      expect(await runtime.advance(monday + 4 * 3_600_000)).toBe(1)
      expect(await runtime.store.nextDue()).toBeUndefined()
    })

    it('calls the version that a tag names, though a later one is published', async () => {
      const child = (task: string, tag: string): string =>
        model(
          'child',
          `<bpmn:extensionElements><zeebe:versionTag value="${tag}"/></bpmn:extensionElements>`,
          start(),
          userTask(task),
          end(),
          line('start', task, 'end'),
        )
      const call =
        '<bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="child" bindingType="versionTag" versionTag="stable"/></bpmn:extensionElements></bpmn:callActivity>'
      const runtime = await given(child('old', 'stable'))
      expect(await runtime.deploy({ bpmn: child('young', 'next'), by: 'admin' })).toMatchObject({ ok: true })
      expect(
        await runtime.deploy({
          bpmn: model('parent', start(), call, end(), line('start', 'call', 'end')),
          by: 'admin',
        }),
      ).toMatchObject({ ok: true })
      await caseOf(runtime, 'parent')
      expect(
        (await runtime.store.openTasks({ owners: ['group:window'], limit: 9 })).map(({ element }) => element),
      ).toEqual(['old'])
    })

    it('keeps running cases on their version', async () => {
      const runtime = await given(review)
      const old = await caseOf(runtime, 'review')
      await runtime.deploy({ bpmn: review.replace('value="5"', 'value="3"'), by: 'admin' })
      const young = await caseOf(runtime, 'review')
      expect([(await runtime.store.case(old))!.version, (await runtime.store.case(young))!.version]).toEqual([1, 2])
      expect(await runtime.store.running('review')).toEqual(
        new Map([
          [1, 1],
          [2, 1],
        ]),
      )
      const [oldTask] = await runtime.store.tasksOf(old)
      const [youngTask] = await runtime.store.tasksOf(young)
      expect(oldTask!.dueAt! - youngTask!.dueAt!).toBeGreaterThan(0)
    })
  })
}
