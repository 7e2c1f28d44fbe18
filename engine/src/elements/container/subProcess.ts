import type { Behaviour } from '../behaviour.ts'

/** Embedded sub-process: a scope of its own, left when nothing lives in it (BPMN 2.0.2, 13.3.4). */
export const subProcess: Behaviour<'subProcess'> = {
  enter(run, instance, node) {
    for (const start of node.starts) run.enter(run.graph.nodes[start]!, instance, 0)
  },
}
