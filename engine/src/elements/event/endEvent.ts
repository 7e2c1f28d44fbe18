import type { Behaviour } from '../behaviour.ts'

/** None end event (BPMN 2.0.2, 10.5.3): consumes the token; the scope ends when no other is left. */
export const endEvent: Behaviour<'endEvent'> = {
  enter: (run, instance) => run.leave(instance),
  choose: () => [],
}
