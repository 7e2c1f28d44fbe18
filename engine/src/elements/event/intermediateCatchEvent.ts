import type { Behaviour } from '../behaviour.ts'
import { schedule } from '../timer.ts'

/** Waits for its timer. */
export const intermediateCatchEvent: Behaviour<'intermediateCatchEvent'> = {
  enter: (run, instance, node) => schedule(run, instance, node),
  timerFired: (run, instance) => run.leave(instance),
}
