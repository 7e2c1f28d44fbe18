import type { Behaviour } from '../behaviour.ts'
import { startInside } from '../inside.ts'

/** The case itself: started by the start command, over when nothing lives in it. */
export const process: Behaviour<'process'> = {
  enter: (run, instance, node) => startInside(run, instance, node.starts),
}
