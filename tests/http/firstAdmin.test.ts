import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openServer, type RunningServer } from '@lianban/server'
import { checkout } from '../architecture/checkout.ts'

const folder = mkdtempSync(join(tmpdir(), 'lianban-first-'))
const admin = (password: string, ...words: string[]) => {
  const env = { ...process.env, DATA_DIR: folder, DATABASE_URL: '' }
  const command = [join(checkout, 'server/bin/lianban.mjs'), 'admin', ...words]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', env, input: password })
  return { status, words: stdout + stderr }
}

let running: RunningServer
const signIn = (account: string, password: string) =>
  running.app.request('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password }),
  })

beforeAll(async () => {
  running = await openServer({ dataDir: folder, demo: false })
})
afterAll(async () => {
  await running.close()
  rmSync(folder, { recursive: true })
})

it('makes the first admin of a district beside the running server, and no second one', async () => {
  expect(await signIn('root', 'a long password')).toMatchObject({ status: 401 })
  expect(admin('short\n', 'root', '管理员')).toMatchObject({ status: 2 })
  expect(admin('a long password\n', '管理员')).toMatchObject({ status: 2 })
  expect(admin('a long password\n', 'root', '管理员')).toMatchObject({ status: 0 })
  const session = await signIn('root', 'a long password')
  expect(await session.json()).toMatchObject({ name: '管理员', roles: ['admin'] })
  const cookie = session.headers.get('set-cookie')!.split(';')[0]!
  const organisation = await (await running.app.request('/api/organisation', { headers: { cookie } })).json()
  expect(organisation).toMatchObject({ revision: 1, people: [{ id: 'root' }], rule: { unclaimed: true } })
  expect(admin('another password\n', 'second', '第二位')).toMatchObject({
    status: 1,
    words: expect.stringContaining('管理员 is an administrator already'),
  })
})
