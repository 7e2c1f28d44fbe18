import type { Behaviour } from '../behaviour.ts'
import { startInside } from '../inside.ts'

/** Embedded or event sub-process: a scope of its own, left when nothing lives in it (BPMN 2.0.2, 13.3.4). */
export const subProcess: Behaviour<'subProcess'> = {
  enter: (run, instance, node) => startInside(run, instance, node.starts),
}
