import { afterEach, describe, expect, it } from 'vitest'
import { openRuntime, stoppedClock, type OutboxRow, type Runtime, type RuntimeOptions } from '@lianban/engine/runtime'
import { boundaryTimer, duration, end, line, model, serviceTask, start, userTask } from '../builders/bpmn.ts'
import { everyStore } from '../builders/stores.ts'

const monday = Date.parse('2026-04-27T09:00:00+08:00')
const minute = 60_000
const opened: Runtime[] = []
afterEach(async () => {
  for (const runtime of opened.splice(0)) await runtime.close()
})

const printing = model('j', start(), serviceTask('print', 'print', '2'), end(), line('start', 'print', 'end'))
const ask = { types: ['print'], worker: 'w', limit: 10, timeout: minute }

describe.each(everyStore())('waiting work on %s', (_, open) => {
  async function given(bpmn: string, options: Partial<RuntimeOptions> = {}) {
    const clock = stoppedClock(monday)
    const runtime = await openRuntime({ store: await open(), clock, ...options })
    opened.push(runtime)
    expect((await runtime.deploy({ bpmn, by: 'admin' })).problems).toEqual([])
    return { runtime, clock }
  }
  async function start1(runtime: Runtime, process: string): Promise<string> {
    const outcome = await runtime.start({ process, variables: { copies: 2 } })
    if (!outcome.ok) throw new Error(outcome.rejection.words)
    return outcome.caseId
  }
  const statusOf = async (runtime: Runtime, id: string) => (await runtime.store.case(id))!.state.status

  it('hands a job to one worker at a time, and takes its result', async () => {
    const { runtime } = await given(printing)
    const caseId = await start1(runtime, 'j')
    const [job, ...others] = await runtime.activateJobs(ask)
    expect(others).toEqual([])
    expect(job).toMatchObject({ caseId, type: 'print', retries: 2, variables: { copies: 2 }, until: monday + minute })
    expect(await runtime.activateJobs(ask)).toEqual([])
    expect(await runtime.completeJob(job!, { printed: true })).toMatchObject({ ok: true })
    const { state } = (await runtime.store.case(caseId))!
    expect(state.status).toBe('completed')
    expect(state.instances.get(1)!.variables).toMatchObject({ printed: true })
  })

  it('hands a job out again when the lease has ended; who has lost it can no longer finish it', async () => {
    const { runtime, clock } = await given(printing)
    const caseId = await start1(runtime, 'j')
    const [lost] = await runtime.activateJobs(ask)
    clock.moveTo(monday + minute)
    const [taken] = await runtime.activateJobs(ask)
    expect(taken!.caseId).toBe(caseId)
    for (const late of [
      await runtime.completeJob(lost!, { printed: 'by the wrong one' }),
      await runtime.failJob(lost!, { message: 'paper jam' }),
      await runtime.throwJobError(lost!, 'E'),
    ])
      expect(late).toMatchObject({ ok: false, rejection: { code: 'job-lost' } })
    expect(await runtime.extendJob(lost!, minute)).toBe(false)
    expect(await statusOf(runtime, caseId)).toBe('active')
    expect(await runtime.completeJob(taken!)).toMatchObject({ ok: true })
    expect(await runtime.completeJob(taken!)).toMatchObject({ ok: false, rejection: { code: 'job-lost' } })
  })

  it('keeps a job in the hand of a worker that asks for more time', async () => {
    const { runtime, clock } = await given(printing)
    await start1(runtime, 'j')
    const [job] = await runtime.activateJobs(ask)
    clock.moveTo(monday + minute - 1)
    expect(await runtime.extendJob(job!, minute)).toBe(true)
    clock.moveTo(monday + minute + 1)
    expect(await runtime.activateJobs(ask)).toEqual([])
    expect(await runtime.completeJob(job!)).toMatchObject({ ok: true })
  })

  it('rests a failed job as long as the worker says, and stops with an incident when no tries are left', async () => {
    const { runtime, clock } = await given(printing)
    const caseId = await start1(runtime, 'j')
    const [first] = await runtime.activateJobs(ask)
    await runtime.failJob(first!, { message: 'paper jam', retryIn: 5 * minute })
    clock.moveTo(monday + 5 * minute - 1)
    expect(await runtime.activateJobs(ask)).toEqual([])
    clock.moveTo(monday + 5 * minute)
    const [second] = await runtime.activateJobs(ask)
    expect(second).toMatchObject({ retries: 1 })
    await runtime.failJob(second!, { message: 'paper jam' })
    const stuck = [...(await runtime.store.case(caseId))!.state.instances.values()].find(({ incident }) => incident)
    expect(stuck!.incident).toMatchObject({ code: 'job-failed', message: 'paper jam' })
    clock.moveTo(monday + 600 * minute)
    expect(await runtime.activateJobs(ask)).toEqual([])
  })

  it('withdraws a job whose case went another way', async () => {
    const bpmn = model(
      'w',
      start(),
      serviceTask('print', 'print'),
      boundaryTimer('late', 'print', duration('PT2M')),
      userTask('byHand'),
      end(),
      line('start', 'print', 'end'),
      line('late', 'byHand', 'end'),
    )
    const { runtime, clock } = await given(bpmn)
    const caseId = await start1(runtime, 'w')
    const [job] = await runtime.activateJobs({ ...ask, timeout: 60 * minute })
    clock.moveTo(monday + 2 * minute)
    expect(await runtime.completeJob(job!)).toMatchObject({ ok: false, rejection: { code: 'job-lost' } })
    expect((await runtime.store.tasksOf(caseId)).map(({ element }) => element)).toEqual(['byHand'])
    expect(await runtime.store.nextJob(['print'])).toBeUndefined()
  })

  it('sends a letter after the commit that wrote it, and none of one that failed', async () => {
    const sent: OutboxRow[] = []
    const { runtime } = await given(printing, { senders: { sms: async (letter) => void sent.push(letter) } })
    await runtime.transaction((transaction) => runtime.post(transaction, { topic: 'sms', payload: { to: '138' } }))
    const failing = runtime.transaction(async (transaction) => {
      await runtime.post(transaction, { topic: 'sms', payload: { to: '139' } })
      throw new Error('broken')
    })
    await expect(failing).rejects.toThrow('broken')
    await runtime.settle()
    expect(sent.map(({ payload }) => payload)).toEqual([{ to: '138' }])
    expect(await runtime.store.nextLetter()).toBeUndefined()
  })

  it('tries a letter again after a rest, under the same id', async () => {
    const tries: string[] = []
    const sms = async ({ id }: OutboxRow): Promise<void> => {
      tries.push(id)
      if (tries.length < 3) throw new Error('no network')
    }
    const { runtime } = await given(printing, { senders: { sms } })
    await runtime.transaction((transaction) => runtime.post(transaction, { id: 'n1', topic: 'sms', payload: null }))
    await runtime.settle()
    expect(tries).toEqual(['n1'])
    await runtime.advance(monday + 60 * minute)
    expect(tries).toEqual(['n1', 'n1', 'n1'])
    expect(await runtime.store.nextLetter()).toBeUndefined()
  })
})
