import type { AdHocSubProcessNode } from '../../model/graph.ts'
import type { Instance } from '../../step/state.ts'
import { type Behaviour, type Run, Trouble } from '../behaviour.ts'
import { namesValue } from '../values.ts'

/** Performs its activities in no drawn order, in parallel or one after the other (BPMN 2.0.2, 13.3.5). */
export const adHocSubProcess: Behaviour<'adHocSubProcess'> = {
  enter(run, instance, node) {
    const chosen = chosenOf(run, instance, node)
    if (chosen.length === 0) return run.leave(instance)
    for (const index of node.sequential ? chosen.slice(0, 1) : chosen) {
      if (run.alive(instance)) run.enter(run.graph.nodes[index]!, instance, { tokens: 0 })
    }
    return undefined
  },

  innerDone(run, instance, node, element) {
    if (node.completionCondition) {
      const done = run.evaluate(node.completionCondition, instance)
      if (typeof done !== 'boolean') {
        throw new Trouble(
          'condition-not-boolean',
          `Expected the completion condition to be true or false, but «${node.completionCondition.source}» is ${JSON.stringify(done)}`,
        )
      }
      if (done && (node.cancelRemaining || instance.live === 0)) {
        run.interrupt(instance)
        return true
      }
      if (done) return false
    }
    if (!node.sequential || instance.live > 0) return instance.live === 0
    const chosen = chosenOf(run, instance, node)
    const next = chosen[chosen.findIndex((index) => run.graph.nodes[index]!.id === element) + 1]
    if (next === undefined) return true
    run.enter(run.graph.nodes[next]!, instance, { tokens: 0 })
    return false
  },
}

function chosenOf(run: Run, instance: Instance, node: AdHocSubProcessNode): readonly number[] {
  if (!node.activeElements) return node.entries
  const ids = namesValue(run, node.activeElements, instance, 'activeElementsCollection')
  return ids.map((id) => {
    const element = run.graph.byId.get(id)
    if (element?.parent === node.index) return element.index
    throw new Trouble('no-such-element', `Expected ${id} to be an activity inside ${node.name || node.id}`)
  })
}
