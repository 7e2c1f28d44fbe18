import { subscribe } from '../../step/abilities/waiting.ts'
import type { Behaviour } from '../behaviour.ts'

/** Waits for its triggers: any of them, or all when it is parallel multiple. The target of a link is passed at once. */
export const intermediateCatchEvent: Behaviour<'intermediateCatchEvent'> = {
  enter(run, instance, node) {
    if (node.triggers.every(({ kind }) => kind === 'link')) run.leave(instance)
    else subscribe(run, instance, node)
  },
}
