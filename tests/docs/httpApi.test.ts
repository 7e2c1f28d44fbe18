import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkout } from '../architecture/checkout.ts'
import { testServer, type TestServer } from '../builders/server.ts'

const parameters: Readonly<Record<string, string>> = {
  ':id': 'ID',
  ':key': 'KEY',
  ':version': 'N',
  ':seq': 'SEQ',
  ':code': 'CODE',
  ':from': 'FROM',
}

let server: TestServer
beforeAll(async () => {
  server = await testServer('2026-09-21T09:00:00+08:00')
})
afterAll(() => server.close())

it('shows every route of the server, and no other', () => {
  const page = readFileSync(join(checkout, 'docs/http-api.md'), 'utf8')
  const shown = [...page.matchAll(/`(GET|POST|PUT|DELETE) (\/[^`\s?]*)/g)].map(
    ([, method, path]) => `${method} ${path}`,
  )
  const served = server.running.app.routes
    .filter(({ method, path }) => method !== 'ALL' && path !== '*' && path !== '/*')
    .map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, (name) => parameters[name] ?? name)}`)
  expect([...new Set(shown)].toSorted()).toEqual([...new Set(served)].toSorted())
})
