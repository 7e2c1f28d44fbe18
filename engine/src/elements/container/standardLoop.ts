import { type Run, Trouble } from '../behaviour.ts'
import type { Node, StandardLoop } from '../../model/graph.ts'
import type { Instance } from '../../step/state.ts'

export type Turning = Node & { readonly standardLoop: StandardLoop }

/** Standard loop (BPMN 2.0.2, 13.3.6): one turn after the other, while the condition holds and the maximum is not reached. */
export const standardLoop = {
  enter(run: Run, body: Instance, node: Turning): void {
    run.emit({ type: 'loopStarted', key: body.key, items: [], collects: false })
    if (node.standardLoop.testBefore && !again(run, body, node)) return run.leave(body)
    run.enter(node, body, { tokens: 0, position: 0 })
  },

  innerLeft(run: Run, body: Instance, node: Turning): void {
    if (again(run, body, node)) run.enter(node, body, { tokens: 0, position: body.loop!.started })
    else run.leave(body)
  },
}

function again(run: Run, body: Instance, { standardLoop: { condition, maximum } }: Turning): boolean {
  if (maximum !== undefined && body.loop!.started >= maximum) return false
  if (!condition) return true
  const holds = run.evaluate(condition, body)
  if (typeof holds === 'boolean') return holds
  throw new Trouble(
    'condition-not-boolean',
    `Expected the loop condition to be true or false, but «${condition.source}» is ${JSON.stringify(holds)}`,
  )
}
