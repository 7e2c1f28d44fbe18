import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openRuntime, stoppedClock, systemClock } from '@lianban/engine/runtime'
import { sqliteStore } from '@lianban/engine/store/sqlite'
import { boundaryTimer, duration, end, line, model, start, userTask } from '../../builders/bpmn.ts'
import { figure, percentile, type Row } from '../measure.ts'
import { fillWithCases } from './fill.ts'
import { monday } from './model.ts'
import { inCommits, type Row as Cells } from './rawLimit.ts'

/** Rows that the runtime writes together (firedTogether of the runtime). */
const together = 256
const pending = 1_000_000
const atOnce = 100_000
/** Timers that fall due one after the other, and in how many seconds. */
const steady = 10_000
const seconds = 10
const year = 365 * 86_400_000

const reminded = model(
  'reminded',
  start(),
  userTask('look', 'eco'),
  boundaryTimer('remind', 'look', duration('PT1H'), { interrupting: false }),
  end(),
  end('told'),
  line('start', 'look', 'end'),
  line('remind', 'told'),
)

/** (e) Timers that fall due among a million that do not, and (f) the start over a million cases. */
export async function timers(folder: string): Promise<Row[]> {
  const file = join(folder, 'timers.db')
  await fillWithCases(file, reminded, 'reminded', pending + atOnce + steady)
  const rows = [await startUp(file), ...(await burst(file)), await oneAfterTheOther(file)]
  rmSync(file)
  return rows
}

const sqlOn = (file: string, text: string): void => {
  const database = new Database(file)
  database.exec(text)
  database.close()
}

/** Moves the timers of cases from `first` on to `due`, in the table and in the state. */
function postpone(file: string, first: number, last: number, due: string): void {
  const among = `case_id BETWEEN printf('c%09d', ${first}) AND printf('c%09d', ${last})`
  sqlOn(
    file,
    `BEGIN;
     CREATE TEMP TABLE moved AS SELECT case_id, due AS before, ${due} AS after FROM timers WHERE ${among};
     CREATE INDEX temp.moved_case ON moved (case_id);
     UPDATE cases SET state = (SELECT replace(state, '"due":' || before, '"due":' || after) FROM moved WHERE case_id = id)
       WHERE id IN (SELECT case_id FROM moved);
     UPDATE timers SET due = (SELECT after FROM moved WHERE moved.case_id = timers.case_id) WHERE ${among};
     COMMIT`,
  )
}

async function startUp(file: string): Promise<Row> {
  const begin = performance.now()
  const runtime = await openRuntime({ store: sqliteStore(file), clock: stoppedClock(monday) })
  await runtime.store.openTasks({ owners: ['group:eco'], limit: 31 })
  const took = performance.now() - begin
  await runtime.close()
  return figure('runtime', 'start-up and first inbox, 1.1 million cases', took, 'ms', 2_000)
}

async function burst(file: string): Promise<Row[]> {
  // All but the burst fall due next year.
  postpone(file, atOnce + 1, pending + atOnce + steady, `due + ${year}`)
  const clock = stoppedClock(monday)
  const lags: number[] = []
  let begin = 0
  const onCommit = (): void => void lags.push(performance.now() - begin)
  const runtime = await openRuntime({ store: sqliteStore(file), clock, onCommit })
  await runtime.settle()
  lags.length = 0
  begin = performance.now()
  clock.moveTo(monday + 2 * 3_600_000)
  await runtime.settle()
  const took = performance.now() - begin
  await runtime.close()
  // The template's own timer is one of them.
  if (lags.length !== atOnce + 1) throw new Error(`Expected ${atOnce + 1} timers to fire, but ${lags.length} did`)
  const rate = Math.round((lags.length * 1000) / took)
  const limit = Math.round(rawFirings(file))
  const name = '100,000 timers due at once, 1 million pending'
  const throughput = figure('runtime', `${name}, throughput`, rate, 'timers/s')
  const ratio = Math.round((rate / limit) * 100) / 100
  return [
    figure('runtime', `${name}, limit of SQLite, ${together} a commit`, limit, 'timers/s'),
    { ...throughput, baseline: 'limit of SQLite', baselineValue: limit, ratio },
    figure('runtime', `${name}, lag p50`, percentile(lags, 0.5), 'ms'),
    figure('runtime', `${name}, lag p99`, percentile(lags, 0.99), 'ms', 1_000),
    figure('runtime', `${name}, lag p99 that the limit would have`, (atOnce * 0.99 * 1000) / limit, 'ms'),
  ]
}

/** The rows of the timers that have fired, written again by better-sqlite3 alone for as many others. Answers timers a second. */
function rawFirings(file: string): number {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  const others = `printf('c%09d', CAST(substr(cases.id, 2) AS INTEGER) + ${atOnce})`
  const fired = database
    .prepare(
      `SELECT status, ended_at, cases.seal, state, ${others} AS id, seq, at, events FROM cases
       JOIN steps ON case_id = cases.id AND seq > 1 WHERE cases.id BETWEEN 'c000000001' AND printf('c%09d', ${atOnce})`,
    )
    .all() as Cells[]
  const due = new Map(
    (database.prepare(`SELECT * FROM timers WHERE case_id <= printf('c%09d', ${2 * atOnce})`).all() as Cells[]).map(
      (row) => [row['case_id'], row],
    ),
  )
  const change = database.prepare('UPDATE cases SET status = ?, ended_at = ?, seal = ?, state = ? WHERE id = ?')
  const step = database.prepare('INSERT INTO steps (case_id, seq, at, events, seal) VALUES (?, ?, ?, ?, ?)')
  const drop = database.prepare('DELETE FROM timers WHERE due = ? AND case_id = ? AND key = ? AND element = ?')
  const rows = fired.map((row) => {
    const { due: at, key, element } = due.get(row['id']!)!
    return {
      change: [row['status'], row['ended_at'], row['seal'], row['state'], row['id']],
      step: [row['id'], row['seq'], row['at'], row['events'], row['seal']],
      drop: [at, row['id'], key, element],
    }
  })
  const begin = performance.now()
  inCommits(database, rows, together, (row) => {
    change.run(...row.change)
    step.run(...row.step)
    drop.run(...row.drop)
  })
  const took = performance.now() - begin
  database.close()
  return (rows.length * 1000) / took
}

async function oneAfterTheOther(file: string): Promise<Row> {
  const begin = Date.now() + 3_000
  const first = pending + atOnce + 1
  const last = pending + atOnce + steady
  const due = `${begin} + (CAST(substr(case_id, 2) AS INTEGER) - ${first}) * ${(seconds * 1000) / steady}`
  postpone(file, first, last, due)
  const lags: number[] = []
  const meter = { late: (_: 'timer' | 'job', lag: number) => void lags.push(lag) }
  const runtime = await openRuntime({ store: sqliteStore(file), clock: systemClock, meter })
  await new Promise((resolve) => setTimeout(resolve, begin + seconds * 1000 + 500 - Date.now()))
  await runtime.settle()
  await runtime.close()
  if (lags.length < steady) throw new Error(`Expected ${steady} timers to fire, but ${lags.length} did`)
  return figure('runtime', '1,000 timers a second, 1 million pending, lag p99', percentile(lags, 0.99), 'ms', 1_000)
}
