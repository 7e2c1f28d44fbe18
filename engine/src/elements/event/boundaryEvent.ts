import type { Behaviour } from '../behaviour.ts'

/** Entered when its trigger fires on the host (step/trigger.ts); from then on a plain event on its own path. */
export const boundaryEvent: Behaviour<'boundaryEvent'> = {
  enter: (run, instance) => run.leave(instance),
}
