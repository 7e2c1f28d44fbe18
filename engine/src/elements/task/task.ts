import type { Behaviour } from '../behaviour.ts'

/** None task: no work of its own (BPMN 2.0.2, 13.3.3: completes upon activation). */
export const task: Behaviour<'task'> = {
  enter: (run, instance) => run.leave(instance),
}
