import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Store } from '@lianban/engine/runtime'
import { memoryStore } from '@lianban/engine/store/memory'
import { postgresStore } from '@lianban/engine/store/postgres'
import { sqliteStore } from '@lianban/engine/store/sqlite'
import { testPostgres, type TestPostgres } from './postgres.ts'

/** Every store, each over an empty database of its own; what they leave behind goes away after the tests of the file. */
export function everyStore(): [name: string, open: () => Promise<Store>][] {
  let postgres: TestPostgres
  let folder = ''
  let files = 0
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lianban-stores-'))
    postgres = await testPostgres()
  })
  afterAll(async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true })
  })
  return [
    ['memory', async () => memoryStore()],
    ['sqlite', async () => sqliteStore(join(folder, `${files++}.db`))],
    ['postgres', async () => postgresStore(await postgres.database())],
  ]
}
