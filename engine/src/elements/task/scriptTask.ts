import type { Behaviour } from '../behaviour.ts'

/** Evaluates FEEL into its result variable. */
export const scriptTask: Behaviour<'scriptTask'> = {
  enter(run, instance, node) {
    const value = run.evaluate(node.script, instance)
    run.propagate(instance, { [node.resultVariable]: value })
    run.leave(instance)
  },
}
