import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stoppedClock, type MovableClock } from '@lianban/engine/runtime'
import { openServer, type RunningServer } from '@lianban/server'

export interface TestServer {
  readonly running: RunningServer
  readonly clock: MovableClock
  /** A client with its own cookies. */
  client(account?: string): Promise<Client>
  close(): Promise<void>
}

export interface Answer {
  readonly status: number
  readonly type: string
  // A test reads what it expects; a missing field fails its assertion.
  readonly body: any
}

export type Client = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>

/** A seeded server behind `fetch` in a folder of its own, with a clock that only the test moves. */
export async function testServer(startAt: string, databaseUrl?: string): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianban-server-'))
  const clock = stoppedClock(Date.parse(startAt))
  const running = await openServer({ dataDir, databaseUrl, demo: true, clock })
  return {
    running,
    clock,
    async client(account) {
      let cookie = ''
      const client: Client = async (method, path, body, headers = {}) => {
        const response = await running.app.request(path, {
          method,
          headers: { ...(cookie ? { cookie } : {}), 'content-type': 'application/json', ...headers },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        })
        cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
        const type = response.headers.get('content-type') ?? ''
        const isJson = type.includes('json')
        return {
          status: response.status,
          type,
          body: isJson ? await response.json() : Buffer.from(await response.arrayBuffer()),
        }
      }
      if (account) {
        const answer = await client('POST', '/api/session', { account, password: 'lianban' })
        if (answer.status !== 200) throw new Error(`Expected ${account} to sign in, but got ${answer.status}`)
      }
      return client
    },
    async close() {
      await running.close()
      rmSync(dataDir, { recursive: true })
    },
  }
}
