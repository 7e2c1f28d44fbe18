import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stoppedClock } from '@lianban/engine/runtime'
import { openServer } from '@lianban/server'
import { testPostgres } from '../builders/postgres.ts'
import { figure, percentile, type Row } from './measure.ts'
import { shared } from './runtime/commands.ts'
import { monday, review, taskKey, variables } from './runtime/model.ts'

const callers = 64
const cases = 3_000

/**
 * The same commands as in `runtime`, with everything that the server writes beside them: the list of cases, the legal clocks,
 * their watch, the times of tasks.
 */
export async function serverSuite(rounds: number): Promise<Row[]> {
  const postgres = await testPostgres()
  const rows = [
    ...(await played('SQLite', undefined, rounds)),
    ...(await played('PostgreSQL', await postgres.database(), rounds)),
  ]
  await postgres.stop()
  return rows
}

async function played(name: string, databaseUrl: string | undefined, rounds: number): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianban-bench-'))
  const where = databaseUrl === undefined ? {} : { databaseUrl }
  const running = await openServer({ dataDir, demo: true, clock: stoppedClock(monday), ...where })
  const { runtime } = running
  await runtime.deploy({ bpmn: review, by: 'bench' })
  const starting: number[] = []
  const completing: number[] = []
  // The first round warms.
  for (let round = 0; round <= rounds; round++) {
    const ids: string[] = []
    const begin = performance.now()
    await shared(Array.from({ length: cases }), callers, async () => {
      const outcome = await runtime.start({ process: 'review', variables, by: 'li' })
      if (!outcome.ok) throw new Error(outcome.rejection.words)
      ids.push(outcome.caseId)
    })
    const between = performance.now()
    await shared(ids, callers, async (caseId) => {
      const command = { type: 'completeTask', key: taskKey, by: 'li', variables: { ok: true } } as const
      const outcome = await runtime.dispatch(caseId, command)
      if (!outcome.ok) throw new Error(outcome.rejection.words)
    })
    if (round === 0) continue
    starting.push((cases * 1000) / (between - begin))
    completing.push((cases * 1000) / (performance.now() - between))
  }
  await expectListed(running.server, cases * (rounds + 1))
  await running.close()
  rmSync(dataDir, { recursive: true })
  const words = `with the server’s tables, ${name}, ${callers} callers`
  return [
    figure('server', `start to wait, ${words}`, percentile(starting, 0.5), 'commands/s'),
    figure('server', `complete a task, ${words}`, percentile(completing, 0.5), 'commands/s'),
  ]
}

/** Counted in the server's own tables. */
async function expectListed({ db }: Awaited<ReturnType<typeof openServer>>['server'], expected: number): Promise<void> {
  const { count } = await db
    .selectFrom('case_list')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('process', '=', 'review')
    .where('state', '=', 'completed')
    .executeTakeFirstOrThrow()
  if (Number(count) !== expected)
    throw new Error(`Expected ${expected} completed cases in the list, but found ${count}`)
}
