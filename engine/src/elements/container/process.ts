import type { Behaviour } from '../behaviour.ts'

/** The case itself: started by the start command, over when nothing lives in it. */
export const process: Behaviour<'process'> = {
  enter(run, instance, node) {
    for (const start of node.starts) run.enter(run.graph.nodes[start]!, instance, 0)
  },
}
