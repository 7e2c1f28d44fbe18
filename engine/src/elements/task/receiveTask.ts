import { subscribe } from '../../step/abilities/waiting.ts'
import type { Behaviour } from '../behaviour.ts'

/** Waits for its message. */
export const receiveTask: Behaviour<'receiveTask'> = {
  enter: (run, instance, node) => subscribe(run, instance, node),
}
