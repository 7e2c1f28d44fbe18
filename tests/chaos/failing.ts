import type { Store } from '@lianban/engine/runtime'
import type { FailPoint } from './protocol.ts'

/** The store with a place where the process dies as if its power was cut. Armed later, so that the start goes through. */
export function failing(inner: Store): { store: Store; arm: (point: FailPoint) => void } {
  let armed: FailPoint | undefined
  let commits = 0
  const reached = (at: FailPoint['at'], commit: number): void => {
    if (armed?.at === at && commit === armed.commit) process.kill(process.pid, 'SIGKILL')
  }
  return {
    arm(point) {
      armed = point
      commits = 0
    },
    store: {
      ...inner,
      async transaction(work, needs) {
        const mine = ++commits
        const result = await inner.transaction(async (transaction) => {
          const done = await work(transaction)
          reached('before', mine)
          // By then the commit has been handed to the thread or the server that does it.
          setImmediate(() => reached('during', mine))
          return done
        }, needs)
        reached('after', mine)
        return result
      },
    },
  }
}
