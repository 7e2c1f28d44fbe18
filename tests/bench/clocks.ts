import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stoppedClock } from '@lianban/engine/runtime'
import { openServer, type RunningServer } from '@lianban/server'
import { boundaryTimer, deadline, end, limit, line, model, start, userTask } from '../builders/bpmn.ts'
import { figure, percentile, type Row } from './measure.ts'

const open = 100_000
const atOnce = 500
const monday = Date.parse('2026-04-13T09:00:00+08:00')

const review = model(
  'review',
  start(),
  userTask('look', 'eco', limit(20)),
  boundaryTimer('soon', 'look', deadline('wdBefore(due, 1)'), { interrupting: false }),
  boundaryTimer('late', 'look', deadline('due'), { interrupting: false }),
  end(),
  end('soonEnd'),
  end('lateEnd'),
  line('start', 'look', 'end'),
  line('soon', 'soonEnd'),
  line('late', 'lateEnd'),
)

/**
 * A hundred thousand open cases follow a change of calendars: one that moves all of them, and one that moves none; meanwhile
 * officers claim tasks. Over the embedded store, with the server's own tables.
 */
export async function clocksSuite(): Promise<Row[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianban-bench-'))
  const running = await openServer({ dataDir, demo: true, clock: stoppedClock(monday) })
  try {
    const { runtime } = running
    await runtime.deploy({ bpmn: review, by: 'bench' })
    const ids: string[] = []
    for (let done = 0; done < open; done += atOnce) {
      const some = await Promise.all(Array.from({ length: atOnce }, () => runtime.start({ process: 'review' })))
      ids.push(...some.map((outcome) => (outcome.ok ? outcome.caseId : '')))
    }
    await runtime.settle()
    const all = await follow(running, ['2026-04-20'], ids)
    const none = await follow(running, ['2026-09-14'], ids)
    return [
      figure('clocks', 'a change that moves 100,000 open cases', all.seconds, 's'),
      figure('clocks', 'of these, cases a second', open / all.seconds, 'cases/s'),
      figure('clocks', 'a command meanwhile, 99 %', all.slowest, 'ms'),
      figure('clocks', 'a change that moves none of 100,000', none.seconds, 's'),
    ]
  } finally {
    await running.close()
    rmSync(dataDir, { recursive: true })
  }
}

/** Makes these days rest days; answers how long the cases took to follow, and how long commands took meanwhile. */
async function follow({ runtime }: RunningServer, off: string[], ids: readonly string[]) {
  const { document } = await runtime.almanac()
  const begin = performance.now()
  const changed = await runtime.changeAlmanac({
    revision: document.revision,
    by: 'bench',
    change: ({ calendars, ...rest }) => ({
      ...rest,
      calendars: calendars.map((each) => {
        const year = each.years['2026']!
        return { ...each, years: { ...each.years, 2026: { ...year, off: [...year.off, ...off] } } }
      }),
    }),
  })
  if (!changed.ok) throw new Error(changed.words)
  const took: number[] = []
  const following = new AbortController()
  const commands = (async () => {
    for (let next = 0; !following.signal.aborted; next = (next + 997) % ids.length) {
      const sent = performance.now()
      await runtime.dispatch(ids[next]!, { type: 'setVariables', variables: { looked: next } })
      took.push(performance.now() - sent)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  await runtime.settle()
  following.abort()
  const seconds = (performance.now() - begin) / 1000
  await commands
  const derivation = await runtime.derivation()
  if (derivation?.finishedAt === undefined || derivation.failed > 0)
    throw new Error(`Expected all cases to follow, but: ${JSON.stringify(derivation)}`)
  return { seconds, slowest: percentile(took, 0.99) }
}
