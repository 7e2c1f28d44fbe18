import { Trouble, type Run } from '../../elements/behaviour.ts'
import { deadlineOf, standsStill } from '../../elements/timer.ts'
import type { CatchingNode } from '../../model/graph.ts'
import { never, type Instance, type TimerState } from '../state.ts'

/** Every deadline that counts on this clock is derived again; while the clock stands still there is none. */
export function rearmDeadlines(run: Run, clocked: Instance): void {
  for (const instance of [clocked, ...below(run, clocked)]) rearmAt(run, instance)
}

/** Every deadline of the instance is derived again, as of the moment at which it was armed. */
export function rearmAt(run: Run, instance: Instance): void {
  for (const timer of instance.timers ?? []) {
    const { element, trigger = 0, due: from } = timer
    const definition = (run.graph.byId.get(element) as CatchingNode).triggers[trigger]
    if (definition?.kind !== 'timer' || definition.timer.kind !== 'deadline') continue
    const due = derived(run, instance, definition.timer.value, timer)
    if (due === undefined || due === from) continue
    run.emit({ type: 'timerMoved', key: instance.key, element, trigger, from, due })
    if (due !== never) run.effect({ type: 'wake', at: due })
  }
}

function derived(
  run: Run,
  instance: Instance,
  value: Parameters<typeof deadlineOf>[2],
  { armedAt }: TimerState,
): number | undefined {
  // What was armed before the moment was kept can only be derived again from the clock.
  if (armedAt === undefined && !value.names.includes('due')) return undefined
  try {
    return deadlineOf(run, instance, value, armedAt)
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    // A deadline that reads the due day has none while the clock is stopped; another trouble leaves it as it was.
    return standsStill(run, instance, value) ? never : undefined
  }
}

function* below(run: Run, scope: Instance): Generator<Instance> {
  for (const inner of run.inside(scope)) {
    yield inner
    yield* below(run, inner)
  }
}
