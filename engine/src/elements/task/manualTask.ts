import type { Behaviour } from '../behaviour.ts'

/** Work that no engine sees: passed at once (BPMN 2.0.2, 13.3.3). */
export const manualTask: Behaviour<'manualTask'> = {
  enter: (run, instance) => run.leave(instance),
}
