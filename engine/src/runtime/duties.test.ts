import { expect, it } from 'vitest'
import { memoryStore } from '../store/memory/index.ts'
import { openRuntime, stoppedClock } from './index.ts'

const monday = Date.parse('2026-04-27T09:00:00+08:00')
const hour = 3_600_000

it('takes up duties at their own instants when the clock is moved, in order, and no others', async () => {
  // given
  const due = [monday + hour, monday + 2 * hour, monday + 50 * hour]
  const kept: number[] = []
  const clock = stoppedClock(monday)
  const duty = {
    name: 'test',
    next: async () => due[0],
    async take(at: number) {
      kept.push(at)
      due.shift()
      return 1
    },
  }
  const runtime = await openRuntime({ store: memoryStore(), clock, duties: [duty] })
  // when
  await runtime.advance(monday + 24 * hour)
  // then
  expect(kept).toEqual([monday + hour, monday + 2 * hour])
  await runtime.close()
})
