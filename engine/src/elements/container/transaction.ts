import type { Behaviour } from '../behaviour.ts'
import { startInside } from '../inside.ts'

/** A sub-process that a cancel event undoes as a whole (BPMN 2.0.2, 13.3.4). */
export const transaction: Behaviour<'transaction'> = {
  enter: (run, instance, node) => startInside(run, instance, node.starts),
}
