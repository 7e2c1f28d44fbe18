import type { Behaviour } from '../behaviour.ts'

/** None start event (BPMN 2.0.2, 10.5.2). */
export const startEvent: Behaviour<'startEvent'> = {
  enter: (run, instance) => run.leave(instance),
}
