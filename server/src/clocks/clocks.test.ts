import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stoppedClock } from '@lianban/engine/runtime'
import { readProcessFolder } from '../demo/processFolder.ts'
import { openServer, type RunningServer } from '../index.ts'
import { tablesOf, type ServerDb } from '../tables.ts'
import { rebuildClocks } from './rebuild.ts'
import type { ClockRow } from './rows.ts'

const applications = new URL('../../../processes/joint-approval/scenarios/applications.json', import.meta.url)
const { ordinary } = JSON.parse(readFileSync(applications, 'utf8')) as { ordinary: Record<string, never> }

/** Accepted on 2026-03-02 and reviewed by three departments (scenario A4). */
describe('the table of legal clocks', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianban-clocks-'))
  const clock = stoppedClock(Date.parse('2026-03-02T09:00:00+08:00'))
  let running: RunningServer
  let caseId: string
  const rows = (): Promise<ClockRow[]> =>
    running.server.db.selectFrom('clocks').selectAll().orderBy('case_id').orderBy('key').execute()
  const row = async (kind: string): Promise<ClockRow> => (await rows()).find((each) => each.kind === kind)!
  const change = (work: (db: ServerDb) => Promise<unknown>): Promise<unknown> =>
    running.runtime.transaction((transaction) => work(tablesOf(transaction.sql)))
  const at = (day: string): Promise<number> => running.runtime.advance(Date.parse(`${day}T10:00:00+08:00`))
  const dispatch: RunningServer['runtime']['dispatch'] = async (...command) => {
    const outcome = await running.runtime.dispatch(...command)
    if (!outcome.ok) throw new Error(outcome.rejection.words)
    await running.runtime.settle()
    return outcome
  }

  beforeAll(async () => {
    running = await openServer({ dataDir, demo: true, clock })
    const { bpmn, ...resources } = await readProcessFolder('joint-approval')
    await running.runtime.deploy({ bpmn, resources: resources as never, by: 'admin' })
    const variables = { ...ordinary, receivedOn: '2026-03-02', caseNo: '1' }
    const started = await running.runtime.start({ process: 'joint-approval', variables, by: 'window1' })
    caseId = started.ok ? started.caseId : ''
    const [reception] = await running.runtime.store.tasksOf(caseId)
    const accept = { reception: { outcome: 'accept', checked: ['power', 'complete', 'form'] } }
    await dispatch(caseId, { type: 'claimTask', key: reception!.key, by: 'window1' })
    await dispatch(caseId, { type: 'completeTask', key: reception!.key, by: 'window1', variables: accept })
  })
  afterAll(async () => {
    await running.close()
    rmSync(dataDir, { recursive: true })
  })

  it('has a row for each clock, with the department that it belongs to', async () => {
    expect(await row('step')).toMatchObject({
      element: 'reception',
      state: 'ended',
      ended_on: '2026-03-02',
      due_on: '2026-03-09',
    })
    expect(await row('statutory')).toMatchObject({
      department: null,
      process: 'joint-approval',
      item: '510114SGXK01',
      calendar: 'CN',
      started_on: '2026-03-02',
      due_on: '2026-03-30',
      due_at: Date.parse('2026-03-31T00:00:00+08:00'),
      state: 'running',
      provisional: 0,
    })
    const departments = (await rows()).filter(({ kind }) => kind === 'department')
    expect(departments.map(({ department }) => department).toSorted()).toEqual(['eco', 'fire', 'nr'])
    expect(departments.every(({ name }) => name.length > 0)).toBe(true)
  })

  it('follows a stop, a resumption and an extension', async () => {
    const { key } = await row('statutory')
    const notice = { key, by: 'nr1', document: '专家评审告知书〔2026〕7 号' }
    await at('2026-03-09')
    await dispatch(caseId, { type: 'stopClock', ...notice, ground: 'expertReview', until: '2026-03-18' })
    expect(await row('statutory')).toMatchObject({
      state: 'stopped',
      due_on: null,
      due_at: null,
      stopped_since: '2026-03-09',
    })
    await at('2026-03-18')
    await dispatch(caseId, { type: 'resumeClock', ...notice })
    expect(await row('statutory')).toMatchObject({ state: 'running', due_on: '2026-04-09', stopped_since: null })
    const extension = { days: 10, reason: '案情复杂', authority: 'zj' }
    await dispatch(caseId, { type: 'extendClock', key, by: 'zj1', ...extension })
    expect(await row('statutory')).toMatchObject({ n: 20, extended: 10, due_on: '2026-04-23' })
  })

  it('writes nothing for a step without clock events', async () => {
    await change((db) => db.updateTable('clocks').set({ basis: 'as it was' }).execute())
    const open = (await running.runtime.store.tasksOf(caseId)).find(({ state }) => state === 'open')!
    await dispatch(caseId, { type: 'claimTask', key: open.key, by: 'nr1' })
    expect(new Set((await rows()).map(({ basis }) => basis))).toEqual(new Set(['as it was']))
  })

  it('is made again from the records alone, the same as it was written', async () => {
    const again = async (): Promise<ClockRow[]> => {
      await change((db) => db.deleteFrom('clocks').execute())
      await running.runtime.transaction((transaction) => rebuildClocks(running.runtime, transaction))
      return rows()
    }
    expect(await again()).toHaveLength(5)
    await dispatch(caseId, { type: 'cancel', reason: 'withdrawn' })
    const written = await rows()
    expect(written.map(({ state }) => state)).toEqual(written.map(() => 'ended'))
    expect(await again()).toEqual(written)
  })
})
