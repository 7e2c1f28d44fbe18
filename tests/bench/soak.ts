/** `npm run soak [-- --minutes M] [--rate N]`: a steady load on SQLite; memory, lag and answer times as they go on. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openRuntime } from '@lianban/engine/runtime'
import { sqliteStore } from '@lianban/engine/store/sqlite'
import { boundaryTimer, duration, end, line, model, serviceTask, start, userTask } from '../builders/bpmn.ts'
import { percentile } from './measure.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, rate: { type: 'string', default: '100' } },
})
const minutes = Number(values.minutes)
const rate = Number(values.rate)
if (!(minutes > 0) || !(rate > 0)) {
  process.stderr.write('Expected --minutes and --rate (cases a second) to be positive numbers\n')
  process.exit(2)
}

const bpmn = model(
  'steady',
  start(),
  userTask('look', 'eco'),
  boundaryTimer('remind', 'look', duration('PT2S'), { interrupting: false }),
  end('reminded'),
  serviceTask('print', 'print'),
  end(),
  line('start', 'look', 'print', 'end'),
  line('remind', 'reminded'),
)
const folder = mkdtempSync(join(tmpdir(), 'lianban-soak-'))
let lags: number[] = []
let answers: number[] = []
let done = 0
const runtime = await openRuntime({
  store: sqliteStore(join(folder, 'soak.db')),
  handlers: { print: async () => {} },
  meter: { late: (_, lag) => void lags.push(lag) },
})
await runtime.deploy({ bpmn, by: 'soak' })

async function timed<T>(work: Promise<T>): Promise<T> {
  const begin = performance.now()
  const result = await work
  answers.push(performance.now() - begin)
  return result
}

/** One case: it waits three seconds, so its reminder comes first, and is completed. */
async function oneCase(): Promise<void> {
  const outcome = await timed(runtime.start({ process: 'steady', variables: { area: 1200 } }))
  if (!outcome.ok) throw new Error(outcome.rejection.words)
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  await timed(runtime.dispatch(outcome.caseId, { type: 'completeTask', key: 3, by: 'li' }))
  done++
}

const inHand = new Set<Promise<void>>()
const began = Date.now()
const ending = began + minutes * 60_000
let begun = 0
let printed = 0
process.stdout.write('minute  cases   answer p99  lag p99    heap after collection\n')
while (Date.now() < ending) {
  for (const wanted = ((Date.now() - began) * rate) / 1000; begun < wanted; begun++) {
    const one: Promise<void> = oneCase().finally(() => inHand.delete(one))
    inHand.add(one)
  }
  await new Promise((resolve) => setTimeout(resolve, 10))
  const part = Math.floor(((Date.now() - began) / (minutes * 60_000)) * 10)
  if (part > printed) report((printed = part))
}
await Promise.all(inHand)
await runtime.settle()
const waiting = await runtime.store.countOpen(['group:eco'])
if (waiting > 0) throw new Error(`Expected all tasks to be done, but ${waiting} are open`)
await runtime.close()
rmSync(folder, { recursive: true })

function report(part: number): void {
  globalThis.gc?.()
  const heap = process.memoryUsage().heapUsed / 1024 / 1024
  const cells = [
    ((part * minutes) / 10).toFixed(1).padEnd(6),
    String(done).padEnd(6),
    `${percentile(answers, 0.99).toFixed(1)} ms`.padEnd(10),
    `${percentile(lags, 0.99).toFixed(0)} ms`.padEnd(9),
    `${heap.toFixed(1)} MB`,
  ]
  process.stdout.write(`${cells.join('  ')}\n`)
  lags = []
  answers = []
}
