import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stoppedClock } from '@lianban/engine/runtime'
import { openServer } from '@lianban/server'
import { end, line, model, start, userTask } from '../builders/bpmn.ts'
import { acceptJointCase, fileJointCase, taskOf } from '../builders/jointCase.ts'
import { testPostgres } from '../builders/postgres.ts'
import { testServer, type Client, type TestServer } from '../builders/server.ts'

const at = (instant: string): number => Date.parse(`2026-${instant}:00+08:00`)

interface District {
  readonly server: TestServer
  readonly admin: Client
  readonly desk: Client
  put(path: string, what: object): Promise<void>
  /** The assignees of the case's open tasks of the department. */
  holders(caseId: string, department: string): Promise<(string | null)[]>
  advance(instant: string): Promise<void>
}

async function district(databaseUrl?: string): Promise<District> {
  const server = await testServer('2026-09-21T09:00:00+08:00', databaseUrl)
  const [admin, desk] = [await server.client('admin'), await server.client('window1')]
  const { runtime } = server.running
  return {
    server,
    admin,
    desk,
    async put(path, what) {
      const { revision } = (await admin('GET', '/api/organisation')).body
      expect(await admin('PUT', path, { revision, ...what })).toMatchObject({ status: 200 })
      await runtime.settle()
    },
    async holders(caseId, department) {
      const tasks = await runtime.store.tasksOf(caseId)
      return tasks.flatMap(({ state, groups, assignee }) =>
        state === 'open' && groups.includes(department) ? [assignee] : [],
      )
    },
    advance: async (instant) => void (await runtime.advance(at(instant))),
  }
}

const unclaimed = { absent: true, unclaimed: true, halfDays: 1 }
const leave = (to: string) => ({ to, reason: '病假' })
const post = { post: '规划审查 A 岗', roles: ['officer'], to: null, deputy: 'nr2' }

describe('a task of an A post', () => {
  let here: District
  beforeEach(async () => {
    here = await district()
    await here.put('/api/handover-rule', unclaimed)
  })
  afterEach(() => here.server.close())

  it('stays with whoever claims it in time, and is anybody’s half a day after they let it go', async () => {
    const { caseId } = await fileJointCase(here.desk, '及时认领')
    const task = await taskOf(here.desk, caseId, 'reception')
    const claimed = await here.desk('POST', `/api/tasks/${task.id}/claim`, { revision: task.revision })
    await here.advance('09-21T18:00')
    expect(await here.holders(caseId, 'window')).toEqual(['window1'])
    await here.desk('POST', `/api/tasks/${task.id}/release`, { revision: claimed.body.revision })
    await here.advance('09-22T11:59')
    expect(await here.holders(caseId, 'window')).toEqual([null])
    await here.advance('09-22T12:00')
    expect(await here.holders(caseId, 'window')).toEqual(['window2'])
  })

  it('goes to nobody while the deputy is on leave too, and to them once they are back', async () => {
    await here.put('/api/people/window2/absences/2026-09-21', leave('2026-09-22'))
    const { caseId } = await fileJointCase(here.desk, '副岗也请假')
    await here.advance('09-22T18:00')
    expect(await here.holders(caseId, 'window')).toEqual([null])
    await here.advance('09-23T12:00')
    expect(await here.holders(caseId, 'window')).toEqual(['window2'])
  })

  it('goes at once where it comes in the leave of its A post and falls due in it; else it has its half a day', async () => {
    // given a leave up to the day on which what comes today is due
    await here.put('/api/people/window1/absences/2026-09-21', leave('2026-09-29'))
    await here.advance('09-21T14:00')
    const first = await fileJointCase(here.desk, '当日到件')
    await here.server.running.runtime.settle()
    expect(await here.holders(first.caseId, 'window')).toEqual(['window2'])
    // when another comes a day later, due a day after the leave
    await here.advance('09-22T14:00')
    const second = await fileJointCase(here.desk, '次日到件')
    await here.server.running.runtime.settle()
    expect(await here.holders(second.caseId, 'window')).toEqual([null])
    await here.advance('09-23T12:00')
    expect(await here.holders(second.caseId, 'window')).toEqual(['window2'])
  })

  it('stays in the department while one of two A posts is there', async () => {
    // given a second A post, and a leave of the first
    await here.put('/api/people/zj2/posts/window/2026-09-21', { ...post, post: '综合窗口 A 岗之二', deputy: 'window2' })
    await here.put('/api/handover-rule', { ...unclaimed, unclaimed: false })
    const { caseId } = await fileJointCase(here.desk, '两个 A 岗')
    await here.put('/api/people/window1/absences/2026-09-28', leave('2026-09-29'))
    await here.advance('09-28T18:00')
    expect(await here.holders(caseId, 'window')).toEqual([null])
    // when the other leaves too
    await here.put('/api/people/zj2/absences/2026-09-29', leave('2026-09-29'))
    await here.advance('09-29T12:00')
    // then
    expect(await here.holders(caseId, 'window')).toEqual(['window2'])
  })

  it('goes along the line of deputies to the first who is there', async () => {
    await here.put('/api/people/nr2/posts/nr/2026-09-21', { ...post, post: '规划审查 B 岗', deputy: 'nr0' })
    await here.put('/api/people/nr2/absences/2026-09-21', leave('2026-09-22'))
    const { caseId } = await fileJointCase(here.desk, '逐级顶岗')
    await acceptJointCase(here.server, here.desk, caseId)
    await here.advance('09-21T17:00')
    expect(await here.holders(caseId, 'nr')).toEqual(['nr0'])
    const branch = (await here.admin('GET', `/api/cases/${caseId}`)).body.branches
    expect(branch).toContainEqual(expect.objectContaining({ code: 'nr', state: 'claimed' }))
  })

  it('is not touched where no post of the department has a deputy', async () => {
    const { caseId } = await fileJointCase(here.desk, '没有副岗')
    await acceptJointCase(here.server, here.desk, caseId)
    await here.advance('09-22T18:00')
    expect(await here.holders(caseId, 'fire')).toEqual([null])
  })

  it('has half a working day from the moment at which its post gets a deputy', async () => {
    const { caseId } = await fileJointCase(here.desk, '后来才有副岗')
    await acceptJointCase(here.server, here.desk, caseId)
    await here.advance('09-22T18:00')
    await here.put('/api/people/eco1/posts/eco/2026-09-21', { ...post, post: '环评审查 A 岗', deputy: 'fire1' })
    await here.advance('09-23T11:59')
    expect(await here.holders(caseId, 'eco')).toEqual([null])
    await here.advance('09-23T12:00')
    expect(await here.holders(caseId, 'eco')).toEqual(['fire1'])
    // with full authority, though the deputy is of another department
    const deputy = await here.server.client('fire1')
    const { id, revision } = await taskOf(deputy, caseId, 'review')
    const opinion = { points: ['materials', 'standards', 'planning'], decision: 'agree' }
    const done = await deputy('POST', `/api/tasks/${id}/complete`, { revision, data: { opinion } })
    expect(done).toMatchObject({ status: 200 })
  })

  it('is looked at again when the rule changes', async () => {
    await here.put('/api/handover-rule', { ...unclaimed, unclaimed: false })
    const { caseId } = await fileJointCase(here.desk, '规则先关后开')
    await here.advance('09-21T18:00')
    expect(await here.holders(caseId, 'window')).toEqual([null])
    await here.put('/api/handover-rule', { ...unclaimed, halfDays: 3 })
    expect(await here.holders(caseId, 'window')).toEqual([null])
    await here.advance('09-22T17:00')
    expect(await here.holders(caseId, 'window')).toEqual(['window2'])
  })
})

describe('on PostgreSQL', () => {
  it('two nodes hand the task of an absent A post over once', async () => {
    const postgres = await testPostgres()
    const url = await postgres.database()
    const first = await district(url)
    const second = await district(url)
    try {
      // given
      const { caseId } = await fileJointCase(first.desk)
      const task = await taskOf(first.desk, caseId, 'reception')
      await first.desk('POST', `/api/tasks/${task.id}/claim`, { revision: task.revision })
      await first.put('/api/people/window1/absences/2026-09-28', leave('2026-09-29'))
      // when
      await Promise.all([first.advance('09-28T12:00'), second.advance('09-28T12:00')])
      // then
      expect(await second.holders(caseId, 'window')).toEqual(['window2'])
      const { timeline } = (await second.admin('GET', `/api/cases/${caseId}`)).body
      const handed = timeline.filter(({ code }: { code: string }) => code === 'task.handedOver')
      expect(handed).toMatchObject([{ detail: { ground: 'absent', fromPerson: '李娜', toPerson: '陈杰' } }])
    } finally {
      await first.server.close()
      await second.server.close()
      await postgres.stop()
    }
  }, 120_000)
})

describe('a database from before there was a rule for B posts', () => {
  it('has its open tasks watched from the upgrade on', async () => {
    // given
    const dataDir = mkdtempSync(join(tmpdir(), 'lianban-before-'))
    const open = (instant: string) => openServer({ dataDir, demo: true, clock: stoppedClock(at(instant)) })
    const before = await open('09-21T09:00')
    const bpmn = model('old', start(), userTask('work', 'window'), end(), line('start', 'work', 'end'))
    await before.runtime.deploy({ bpmn, by: 'admin' })
    await before.runtime.start({ process: 'old' })
    await before.close()
    const database = new Sqlite(join(dataDir, 'lianban.db'))
    for (const table of ['absences', 'post_watch', 'people_changes']) database.exec(`DROP TABLE ${table}`)
    database.exec(`UPDATE settings SET value = '6' WHERE name = 'server-schema'`)
    database.exec(`DELETE FROM settings WHERE name = 'handover-rule'`)
    database.close()
    // when
    const after = await open('09-23T09:00')
    const { runtime } = after
    const assignee = async () => (await runtime.store.openTasks({ owners: ['group:window'], limit: 1 }))[0]?.assignee
    await runtime.advance(at('09-23T16:59'))
    // then
    expect(await assignee()).toBe(null)
    await runtime.advance(at('09-23T17:00'))
    expect(await assignee()).toBe('window2')
    await after.close()
    rmSync(dataDir, { recursive: true })
  })
})
