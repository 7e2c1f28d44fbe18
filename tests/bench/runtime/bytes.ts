import { openRuntime, stoppedClock, type Runtime } from '@lianban/engine/runtime'
import { memoryStore } from '@lianban/engine/store/memory'
import { encodeState } from '@lianban/engine'
import { figure, type Row } from '../measure.ts'
import { chain } from '../models.ts'
import { monday } from './model.ts'

const sizes = [10, 100, 1_000]

/** What a step in the middle of a model writes, state and record, in bytes: flat in the size of the model. */
export async function bytesOfStep(): Promise<Row[]> {
  const bytes = await Promise.all(sizes.map(inTheMiddle))
  return sizes.map((size, index) => {
    const name = `bytes a step writes, model of ${size.toLocaleString('en')}`
    return figure('runtime', name, bytes[index]!, 'bytes', ...(index === 0 ? [] : [Math.ceil(bytes[0]! * 1.1)]))
  })
}

async function inTheMiddle(size: number): Promise<number> {
  const runtime = await openRuntime({ store: memoryStore(), clock: stoppedClock(monday) })
  const { ok, ...deployed } = await runtime.deploy({ bpmn: chain(size), by: 'bench' })
  const [definition] = 'definitions' in deployed ? deployed.definitions : []
  if (!ok || !definition) throw new Error(`Expected the chain of ${size} to compile`)
  await runtime.start({ process: definition.process, caseId: 'c' })
  for (let done = 0; done < size / 2; done++) await completeNext(runtime)
  const [row, steps] = await Promise.all([runtime.store.case('c'), runtime.store.steps('c')])
  await runtime.close()
  return Buffer.byteLength(encodeState(row!.state)) + Buffer.byteLength(steps.at(-1)!.events)
}

async function completeNext(runtime: Runtime): Promise<void> {
  const open = (await runtime.store.tasksOf('c')).find(({ state }) => state === 'open')
  await runtime.dispatch('c', { type: 'completeTask', key: open!.key, by: 'li' })
}
