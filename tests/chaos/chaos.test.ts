import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testPostgres } from '../builders/postgres.ts'
import { bundleNode } from './bundle.ts'
import { checkDatabase } from './check/index.ts'
import { cutConnections } from './cut.ts'
import type { Ledger } from './ledger.ts'
import { Simulation } from './simulator.ts'

let folder: string
let bundle: Awaited<ReturnType<typeof bundleNode>>
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lianban-chaos-'))
  bundle = await bundleNode()
}, 60_000)
afterAll(() => {
  bundle.remove()
  rmSync(folder, { recursive: true })
})

describe('a runtime that is killed again and again', () => {
  it('loses nothing and does nothing twice on SQLite', async () => {
    const address = { sqlite: join(folder, 'killed.db') }
    const report = await new Simulation({ seed: 6, kills: 12, nodes: 1, address, file: bundle.file }).run()
    expect(report.problems).toEqual([])
    expect(report.kills['before commit'] + report.kills['after commit']).toBeGreaterThan(0)
    expect(report.acknowledged).toBeGreaterThan(100)
  })

  it('loses nothing and does nothing twice on PostgreSQL with three nodes', async () => {
    const postgres = await testPostgres()
    const url = await postgres.database()
    const cut = () => cutConnections(url)
    const address = { postgres: url }
    const report = await new Simulation({ seed: 4, kills: 6, nodes: 3, address, cut, file: bundle.file }).run()
    await postgres.stop()
    expect(report.problems).toEqual([])
    expect(report.acknowledged).toBeGreaterThan(100)
  })
})

describe('the checker', () => {
  const played = (): string => join(folder, 'played.db')
  let ledger: Ledger
  /** How far a killed runtime came depends on the machine: something of every kind must be waiting. */
  const complete = (): boolean => {
    // Everything into the one file, so that it can be copied.
    const database = new Sqlite(played())
    database.pragma('journal_mode = DELETE')
    const waiting = ['timers', 'jobs', 'task_queue', 'outbox', 'requests'].every(
      (table) => database.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined,
    )
    const letters = database.prepare('SELECT id FROM outbox').pluck().all() as string[]
    database.close()
    // A letter that has arrived may still lie there, and would not be missed.
    return waiting && letters.some((id) => !ledger.letters.has(id))
  }
  beforeAll(async () => {
    for (let seed = 5, done = false; !done && seed < 25; seed++) {
      rmSync(played(), { force: true })
      const address = { sqlite: played() }
      ledger = await new Simulation({ seed, kills: 3, nodes: 1, address, file: bundle.file }).halfway()
      done = complete()
    }
  })

  it('finds nothing where nothing is wrong', async () => {
    expect((await checkDatabase({ sqlite: played() }, ledger)).problems).toEqual([])
  })

  it.each([
    [
      'a changed record',
      `UPDATE steps SET events = replace(events, 'approve', 'refuse') WHERE seq = 1`,
      /seal of step/,
    ],
    ['a dropped step', `DELETE FROM steps WHERE seq > 1`, /acknowledged, but is there 0 times|another seal/],
    ['a lost task', `DELETE FROM tasks WHERE state = 'open'`, /open tasks: the table has/],
    ['a task in nobody’s queue', `DELETE FROM task_queue`, /queues: the table has/],
    ['a lost timer', `DELETE FROM timers`, /timers: the table has/],
    ['a timer that is due twice', `UPDATE timers SET due = due + 1`, /timers: the table has/],
    ['a lost job', `DELETE FROM jobs`, /jobs: the table has/],
    ['a forgotten request', `DELETE FROM requests`, /would be done again/],
    ['a request of nobody', `INSERT INTO requests VALUES ('x', '{}', 0)`, /request x was never sent/],
    ['a case of nobody', `UPDATE cases SET id = 'z' || id`, /nobody has asked for it/],
    ['a lost letter', `DELETE FROM outbox`, /letter done:\S+ is lost/],
    ['a lost write of the application', `DELETE FROM own_counts`, /the application has counted 0 steps/],
    ['one that was done twice', `UPDATE own_counts SET steps = steps + 1`, /the application has counted/],
  ])('sees %s', async (_, harm, words) => {
    const harmed = join(folder, 'copy.db')
    copyFileSync(played(), harmed)
    const database = new Sqlite(harmed)
    database.exec(harm)
    database.close()
    const { problems } = await checkDatabase({ sqlite: harmed }, ledger)
    expect(problems.join('\n')).toMatch(words)
  })
})
