import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { stoppedClock } from '@lianban/engine/runtime'
import { openServer, type RunningServer } from '@lianban/server'
import { end, limit, line, model, start, userTask } from '../builders/bpmn.ts'
import { figure, percentile, type Row } from './measure.ts'

const open = 100_000
const looked = 10_000
const atOnce = 500
const asked = 50
const monday = Date.parse('2026-04-13T09:00:00+08:00')
/** What a wall may take to load. */
const longest = 1_000

const review = model('review', start(), userTask('look', 'eco', limit(20)), end(), line('start', 'look', 'end'))

/**
 * The pages of supervision over a hundred thousand open cases with four hundred thousand running clocks, as many ended ones and
 * twenty thousand cards, through the HTTP API; and clocks that reach a rule all at once.
 */
export async function wallSuite(): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianban-bench-'))
  const clock = stoppedClock(monday)
  const running = await openServer({ dataDir, demo: true, clock })
  try {
    const cards = await cardsAtOnce(running)
    fill(join(dataDir, 'lianban.db'))
    const ask = await signedIn(running)
    const rows: Row[] = []
    for (const [name, path] of pages) {
      const times: number[] = []
      const before = process.cpuUsage()
      for (let i = 0; i < asked; i++) {
        const begin = performance.now()
        await ask(path)
        times.push(performance.now() - begin)
      }
      const { user, system } = process.cpuUsage(before)
      rows.push(figure('wall', `${name}, processor time`, (user + system) / 1000 / asked, 'ms'))
      rows.push(figure('wall', `${name}, first`, times[0]!, 'ms', longest))
      rows.push(figure('wall', `${name}, p50`, percentile(times, 0.5), 'ms'))
      rows.push(figure('wall', `${name}, p99`, percentile(times, 0.99), 'ms', longest))
    }
    return [...rows, figure('wall', '10,000 clocks that reach a rule at once, cards', cards, 'cards/s')]
  } finally {
    await running.close()
    rmSync(dataDir, { recursive: true })
  }
}

const pages: readonly (readonly [name: string, path: string])[] = [
  ['wall', 'wall'],
  ['clocks by least time left', 'clocks'],
  ['overdue clocks of a department', 'clocks?department=eco&light=yellow'],
  ['open cards', 'cards?box=open'],
  ['league of a year', 'league?from=2026-01-01&to=2026-12-31'],
]

async function signedIn({ app }: RunningServer): Promise<(path: string) => Promise<void>> {
  const signed = await app.request('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account: 'monitor1', password: 'lianban' }),
  })
  const cookie = signed.headers.get('set-cookie')!.split(';')[0]!
  return async (path) => {
    const answer = await app.request(`/api/supervision/${path}`, { headers: { cookie } })
    if (answer.status !== 200) throw new Error(`Expected ${path} to answer, but got ${answer.status}`)
    await answer.arrayBuffer()
  }
}

/** Real cases, whose clocks all come to the rule of a fifth of the limit at the same instant. */
async function cardsAtOnce({ runtime, server }: RunningServer): Promise<number> {
  await runtime.deploy({ bpmn: review, by: 'bench' })
  for (let done = 0; done < looked; done += atOnce)
    await Promise.all(Array.from({ length: atOnce }, () => runtime.start({ process: 'review' })))
  await runtime.settle()
  const { at } = await server.db
    .selectFrom('clock_watch')
    .select(({ fn }) => fn.min('look_at').as('at'))
    .executeTakeFirstOrThrow()
  const begin = performance.now()
  await runtime.advance(Number(at))
  const seconds = (performance.now() - begin) / 1000
  const { count } = await server.db
    .selectFrom('cards')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (Number(count) !== looked) throw new Error(`Expected ${looked} cards, but found ${count}`)
  return looked / seconds
}

/** What supervision keeps of so many cases; by SQL, because filing them takes a while. */
function fill(file: string): void {
  const database = new Database(file)
  const departments = `CASE i % 8 WHEN 0 THEN 'zj' WHEN 1 THEN 'nr' WHEN 2 THEN 'fire' WHEN 3 THEN 'eco' WHEN 4 THEN 'water'
    WHEN 5 THEN 'civil' WHEN 6 THEN 'heritage' ELSE 'window' END`
  const day = (n: string): string => `date('2026-01-01', '+' || (${n}) || ' days')`
  const watch = (from: string, state: string, more: string): string => `
    INSERT INTO clock_watch (case_id, key, process, version, element, name, kind, responsible, state, light, look_at, due_on,
      ended_on, late, budget, used, excluded, extended, stops)
    SELECT id, k, 'joint-approval', 1, 'review', 'review', CASE k WHEN 2 THEN 'statutory' ELSE 'department' END,
      ${departments.replaceAll('i %', '(i + k) %')}, '${state}', ${more} FROM ${from}, (SELECT 2 AS k UNION SELECT 3 UNION
      SELECT 4 UNION SELECT 5)`
  database.exec(`
    PRAGMA synchronous = OFF;
    CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${open})
      SELECT i, printf('w%09d', i) AS id FROM n;
    CREATE TEMP TABLE gone AS SELECT i, 'x' || id AS id FROM n;
    BEGIN;
    INSERT INTO case_list (case_id, case_no, title, applicant, process, version, status, state, received_at, ended_at, light)
      SELECT id, id, 'Case ' || i, 'Applicant ' || i, 'joint-approval', 1,
        CASE i % 4 WHEN 0 THEN 'received' WHEN 1 THEN 'accepted' WHEN 2 THEN 'supplementing' ELSE 'underReview' END, 'running',
        ${monday} - i * 1000, NULL, CASE WHEN i % 50 = 0 THEN 3 WHEN i % 20 = 0 THEN 2 WHEN i % 10 = 0 THEN 1 ELSE 0 END FROM n;
    ${watch('n', 'running', `CASE WHEN i % 50 = 0 THEN 3 WHEN i % 20 = 0 THEN 2 WHEN i % 10 = 0 THEN 1 ELSE 0 END, ${monday} + 86400000 * (i % 60 + 100), ${day('i % 200')}, NULL, 0, 20, i % 20, 0, 0, 0`)};
    ${watch('gone', 'ended', `0, NULL, ${day('i % 200')}, ${day('i % 200')}, i % 17 = 0, 20, i % 20, i % 5, 0, i % 9 = 0`)};
    INSERT INTO cards (id, case_id, element, colour, rule, against, raised_at, rule_id, process, state)
      SELECT id || '.c', id, 'review', CASE i % 3 WHEN 0 THEN 'red' ELSE 'yellow' END, 'rule', ${departments}, ${monday} - i * 1000,
        'step-passed', 'joint-approval', CASE i % 2 WHEN 0 THEN 'open' ELSE 'accepted' END FROM n WHERE i <= ${open / 5};
    COMMIT;`)
  database.close()
}
