import { Trouble, type Run } from '../../elements/behaviour.ts'
import { deadlineOf } from '../../elements/timer.ts'
import type { CatchingNode } from '../../model/graph.ts'
import { isPaused } from '../../time/index.ts'
import { never, type Instance } from '../state.ts'

/** Every deadline that counts on this clock is derived again; while the clock stands still there is none. */
export function rearmDeadlines(run: Run, clocked: Instance): void {
  for (const instance of [clocked, ...below(run, clocked)]) {
    for (const { element, trigger = 0, due: from } of instance.timers ?? []) {
      const definition = (run.graph.byId.get(element) as CatchingNode).triggers[trigger]
      if (definition?.kind !== 'timer' || definition.timer.kind !== 'deadline') continue
      const due = derived(run, instance, definition.timer.value, clocked)
      if (due === undefined || due === from) continue
      run.emit({ type: 'timerMoved', key: instance.key, element, trigger, from, due })
      if (due !== never) run.effect({ type: 'wake', at: due })
    }
  }
}

function derived(
  run: Run,
  instance: Instance,
  value: Parameters<typeof deadlineOf>[2],
  clocked: Instance,
): number | undefined {
  try {
    return deadlineOf(run, instance, value)
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    // A deadline that reads the due day has none while the clock is stopped; another trouble leaves it as it was.
    return clocked.clock && isPaused(clocked.clock) ? never : undefined
  }
}

function* below(run: Run, scope: Instance): Generator<Instance> {
  for (const inner of run.inside(scope)) {
    yield inner
    yield* below(run, inner)
  }
}
