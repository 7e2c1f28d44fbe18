/** A node of the bench in a process of its own: starts and completes cases for a while and says how many. */
import { openRuntime } from '@lianban/engine/runtime'
import { postgresStore } from '@lianban/engine/store/postgres'
import { review, taskKey, variables } from './model.ts'

const callers = 64

process.once('message', async ({ url, warm, milliseconds }: { url: string; warm: number; milliseconds: number }) => {
  const runtime = await openRuntime({ store: postgresStore(url) })
  if ((await runtime.store.definitions()).length === 0) await runtime.deploy({ bpmn: review, by: 'bench' })
  let counting = false
  const stop = new AbortController()
  let commands = 0
  const caller = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const outcome = await runtime.start({ process: 'review', variables })
      if (!outcome.ok) throw new Error(outcome.rejection.words)
      await runtime.dispatch(outcome.caseId, { type: 'completeTask', key: taskKey, by: 'li' })
      if (counting) commands += 2
    }
  }
  const work = Promise.all(Array.from({ length: callers }, caller))
  await new Promise((resolve) => setTimeout(resolve, warm))
  counting = true
  const before = process.cpuUsage()
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
  counting = false
  const { user, system } = process.cpuUsage(before)
  stop.abort()
  await work
  await runtime.close()
  process.send!({ commands, cpu: (user + system) / 1000 / milliseconds }, () => process.disconnect())
})
process.send!('ready')
