import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mapAutomatically, type Command } from '@lianban/engine'
import { openRuntime, type Runtime } from '@lianban/engine/runtime'
import { sqliteStore } from '@lianban/engine/store/sqlite'
import { end, limit, line, model, start, userTask } from '../builders/bpmn.ts'
import { figure, type Row } from './measure.ts'

const count = 5_000
const together = 64

const drawn = (first: string): string =>
  model(
    'p',
    start(),
    '<bpmn:parallelGateway id="f"/><bpmn:parallelGateway id="j"/>',
    userTask(first, 'window', limit(20)),
    userTask('b'),
    end(),
    line('start', 'f', first, 'j', 'end'),
    line('f', 'b', 'j'),
  )

/** In groups of as many as the server takes at once. */
async function each(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  for (let at = 0; at < ids.length; at += together) await Promise.all(ids.slice(at, at + together).map(work))
  return (ids.length * 1000) / (performance.now() - begin)
}

/** Live cases a second that a dry run looks at, and that really go over, durable on SQLite. */
export async function migrateSuite(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lianban-bench-'))
  const runtime = await openRuntime({ store: sqliteStore(join(folder, 'cases.db')), start: false })
  try {
    for (const first of ['a', 'a2']) await runtime.deploy({ bpmn: drawn(first), by: 'bench' })
    const ids = await started(runtime)
    const [former, next] = [await runtime.graph('p', 1), await runtime.graph('p', 2)]
    const elements = Object.fromEntries(
      mapAutomatically(former, next).flatMap(({ element, to }) => (to === undefined ? [] : [[element, to]])),
    )
    const command: Command = { type: 'migrate', version: 2, plan: { elements }, reason: 'bench', by: 'bench' }
    const dry = await each(ids, async (id) => moved(await runtime.tryOut(id, command)))
    const real = await each(ids, async (id) => moved(await runtime.dispatch(id, command)))
    return [
      figure('migrate', `dry run over ${count.toLocaleString('en')} live cases`, dry, 'cases/s'),
      figure('migrate', `run over ${count.toLocaleString('en')} live cases`, real, 'cases/s'),
    ]
  } finally {
    await runtime.close()
    rmSync(folder, { recursive: true })
  }
}

async function started(runtime: Runtime): Promise<string[]> {
  const ids: string[] = []
  await each(
    Array.from({ length: count }, (_, index) => `c${index}`),
    async (caseId) => {
      await runtime.start({ process: 'p', version: 1, caseId })
      const task = [...(await runtime.store.case(caseId))!.state.instances.values()].find(
        ({ element }) => element === 'a',
      )
      await runtime.dispatch(caseId, { type: 'completeTask', key: task!.key, by: 'li' })
      ids.push(caseId)
    },
  )
  return ids
}

function moved(outcome: object | undefined): void {
  if (!outcome || 'rejection' in outcome)
    throw new Error(`Expected the case to go over, but ${JSON.stringify(outcome)}`)
}
