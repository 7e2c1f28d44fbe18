import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stoppedClock } from '@lianban/engine/runtime'
import { openServer, type RunningServer } from '@lianban/server'
import { checkout } from '../architecture/checkout.ts'
import { end, flow, line, model, start, userTask } from '../builders/bpmn.ts'
import { testServer, type Client, type TestServer } from '../builders/server.ts'

describe('what an operator sees', () => {
  let server: TestServer
  let admin: Client
  beforeAll(async () => {
    server = await testServer('2026-04-27T09:00:00+08:00')
    admin = await server.client('admin')
  })
  afterAll(() => server.close())

  it('counts commands, commits and open tasks for Prometheus', async () => {
    const { runtime } = server.running
    await runtime.deploy({
      bpmn: model('m', start(), userTask('t', 'fire'), end(), line('start', 't', 'end')),
      by: 'a',
    })
    await runtime.start({ process: 'm' })
    const answer = await (await server.client())('GET', '/metrics')
    const text = answer.body.toString() as string
    expect(answer).toMatchObject({ status: 200, type: expect.stringContaining('text/plain') })
    expect(text).toMatch(/^lianban_commands_total\{type="start",outcome="done"\} 1$/m)
    expect(text).toMatch(/^lianban_commit_size_count [1-9]/m)
    expect(text).toMatch(/^lianban_inbox_open\{department="fire"\} 1$/m)
    expect(text).toMatch(/^lianban_overdue_seconds\{what="timer"\} 0$/m)
    expect(text).toMatch(/^lianban_http_request_seconds_count\{method="POST",status="200"\} /m)
  })

  it('gives every request an id, the client’s own where it has a plain one', async () => {
    const own = await server.running.app.request('/api/info', { headers: { 'x-request-id': 'r-42' } })
    expect(own.headers.get('x-request-id')).toBe('r-42')
    const odd = await server.running.app.request('/api/info', { headers: { 'x-request-id': 'a b;c' } })
    expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('tries all incidents of a process again at once', async () => {
    const { runtime } = server.running
    const bpmn = model(
      'stuck',
      start(),
      '<bpmn:exclusiveGateway id="g"/>',
      end(),
      line('start', 'g'),
      flow('g', 'end', '=ready'),
    )
    expect(await runtime.deploy({ bpmn, by: 'a' })).toMatchObject({ ok: true })
    const cases = await Promise.all(
      [1, 2, 3].map(() => runtime.start({ process: 'stuck', variables: { ready: false } })),
    )
    const answer = await admin('POST', '/api/incidents/retry', { process: 'stuck' })
    expect(answer).toMatchObject({ status: 200, body: { cases: 3, retried: 3, still: 3 } })
    for (const started of cases)
      if (started.ok) await runtime.dispatch(started.caseId, { type: 'setVariables', variables: { ready: true } })
    const again = await admin('POST', '/api/incidents/retry', { process: 'stuck' })
    expect(again.body).toEqual({ cases: 3, retried: 3, still: 0 })
    const window1 = await server.client('window1')
    expect((await window1('POST', '/api/incidents/retry', {})).status).toBe(403)
  })
})

describe('npx lianban', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianban-operate-'))
  const at = (name: string): string => join(folder, name)
  let running: RunningServer
  let caseNo = ''
  const lianban = (dataDir: string, ...words: string[]) => {
    const env = { ...process.env, DATA_DIR: at(dataDir), DATABASE_URL: '', INIT_CWD: folder }
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(checkout, 'server/bin/lianban.mjs'), ...words],
      {
        encoding: 'utf8',
        env,
      },
    )
    return { status, words: stdout + stderr }
  }

  beforeAll(async () => {
    const clock = stoppedClock(Date.parse('2026-04-27T09:00:00+08:00'))
    running = await openServer({ dataDir: at('data'), demo: true, clock })
    const kept =
      '<bpmn:extensionElements><zeebe:properties><zeebe:property name="case.retention" value="P1D"/></zeebe:properties></bpmn:extensionElements>'
    const bpmn = model('short', kept, start(), userTask('t', 'fire'), end(), line('start', 't', 'end'))
    const deployed = await running.runtime.deploy({ bpmn, by: 'a' })
    if (!deployed.ok) throw new Error(JSON.stringify(deployed.problems))
    for (const key of ['A-1', 'A-2']) await running.runtime.start({ process: 'short', businessKey: key })
    caseNo = 'A-1'
    const over = await running.runtime.store.caseByKey(caseNo)
    await running.runtime.dispatch(over!.id, { type: 'completeTask', key: 3, by: 'li' })
  })
  afterAll(async () => {
    await running.close()
    rmSync(folder, { recursive: true })
  })

  it('backs up while the server runs, restores into an empty folder, and verifies', async () => {
    expect(lianban('data', 'backup', 'copy.db')).toMatchObject({ status: 0 })
    expect(lianban('data', 'backup', 'copy.db')).toMatchObject({ status: 1, words: expect.stringContaining('exists') })
    expect(lianban('data', 'restore', 'copy.db')).toMatchObject({
      status: 1,
      words: expect.stringContaining('already'),
    })
    expect(lianban('other', 'restore', 'copy.db')).toMatchObject({ status: 0 })
    expect(lianban('other', 'verify')).toEqual({ status: 0, words: '2 cases, 0 with a flaw\n' })
  })

  it('sees a record that somebody has changed', () => {
    const database = new Sqlite(at('other/lianban.db'))
    database.exec(`UPDATE steps SET events = replace(events, '"by":"li"', '"by":"wang"')`)
    database.close()
    expect(lianban('other', 'verify')).toMatchObject({
      status: 1,
      words: expect.stringContaining('not what was sealed'),
    })
  })

  it('refuses a database of a newer version', () => {
    const database = new Sqlite(at('other/lianban.db'))
    database.pragma('user_version = 99')
    database.close()
    expect(lianban('other', 'verify')).toMatchObject({ status: 1, words: expect.stringContaining('newer version') })
  })

  it('writes a case into one file', () => {
    expect(lianban('data', 'export', caseNo, 'case.json')).toMatchObject({ status: 0 })
    const file = JSON.parse(readFileSync(at('case.json'), 'utf8'))
    expect(file).toMatchObject({ format: 'lianban-case/1', caseNo, definition: { process: 'short' }, called: [] })
    expect(file.steps.at(-1).seal).toBe(file.seal)
    expect(lianban('data', 'export', 'nobody', 'no.json')).toMatchObject({ status: 1 })
  })

  it('archives what its process no longer keeps, beside the running server', async () => {
    expect(lianban('data', 'archive', 'old')).toMatchObject({ status: 0, words: expect.stringContaining('1 cases') })
    expect(existsSync(at(`old/short/${caseNo}.json`))).toBe(true)
    expect(await running.runtime.store.caseByKey(caseNo)).toBeUndefined()
    const left = await running.runtime.store.caseByKey('A-2')
    expect(await running.runtime.dispatch(left!.id, { type: 'completeTask', key: 3, by: 'li' })).toMatchObject({
      ok: true,
    })
    expect(lianban('data', 'archive', 'old')).toMatchObject({ words: expect.stringContaining('1 cases') })
    expect(lianban('data', 'archive', 'old')).toMatchObject({ words: expect.stringContaining('0 cases') })
  })

  it('archives letters that were given up', async () => {
    const { runtime } = running
    await runtime.transaction(async (transaction) => {
      await runtime.post(transaction, { id: 'notice/7', topic: 'sms', payload: { to: '138' } })
      await transaction.settleLetter('notice/7', { runAt: 8_640_000_000_000_000, error: 'no such number' })
    })
    expect(lianban('data', 'archive', 'old')).toMatchObject({ status: 0, words: expect.stringContaining('1 letters') })
    const letter = JSON.parse(readFileSync(at('old/letters/sms/notice_7.json'), 'utf8'))
    expect(letter).toMatchObject({ id: 'notice/7', payload: { to: '138' }, error: 'no such number' })
    expect(await runtime.store.lettersGivenUp(1)).toEqual([])
  })
})
