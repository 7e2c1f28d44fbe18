import { type Run, Trouble } from '../behaviour.ts'
import { throwTrigger } from '../../step/abilities/throwing.ts'
import { numberValue } from '../values.ts'
import type { Json } from '../../expression/expression.ts'
import type { MultiInstance, Node } from '../../model/graph.ts'
import type { Instance } from '../../step/state.ts'

export type Looping = Node & { readonly loop: MultiInstance }

/**
 * Multi-instance activity (BPMN 2.0.2, 13.3.7): a body holds the inner instances; boundary events and the outgoing flows
 * belong to the body. The collection is read once, on entry.
 */
export const multiInstance = {
  enter(run: Run, body: Instance, node: Looping): void {
    const items = itemsOf(run, body, node)
    run.emit({ type: 'loopStarted', key: body.key, items, collects: node.loop.outputCollection !== undefined })
    if (items.length === 0) return run.leave(body)
    const first = node.loop.sequential ? 1 : items.length
    for (let position = 0; position < first; position++) startInner(run, body, node, position)
  },

  /** Before the inner instance goes: what it contributes to the output collection. */
  innerLeaving(run: Run, body: Instance, inner: Instance, node: Looping): void {
    const { outputElement, outputCollection } = node.loop
    if (!outputElement || !outputCollection) return
    const value = run.evaluate(outputElement, inner)
    run.emit({ type: 'loopOutput', key: body.key, position: inner.position!, value })
  },

  /** After an inner instance has completed: is the whole done, or is it the next one's turn? */
  innerLeft(run: Run, body: Instance, node: Looping): void {
    const { behaviours } = node.loop
    for (const { on, condition, throws } of behaviours) {
      if (on === 'first' && body.loop!.completed !== 1) continue
      if (!condition || isTrue(run, body, condition)) throwTrigger(run, body, throws)
      if (!run.alive(body)) return
    }
    // What was thrown is caught before the next instance begins.
    if (behaviours.length > 0) run.later(() => run.alive(body) && next(run, body, node))
    else next(run, body, node)
  },

  /** Names that the standard gives to the body and to its completion condition. */
  counter(body: Instance, name: string): number | undefined {
    const loop = body.loop!
    switch (name) {
      case 'numberOfInstances':
        return loop.items.length
      case 'numberOfActiveInstances':
        return loop.started - loop.completed - loop.terminated
      case 'numberOfCompletedInstances':
        return loop.completed
      case 'numberOfTerminatedInstances':
        return loop.terminated
      default:
        return undefined
    }
  },
}

function next(run: Run, body: Instance, node: Looping): void {
  const { completionCondition, sequential } = node.loop
  if (completionCondition && isTrue(run, body, completionCondition)) {
    for (const inner of run.inside(body)) run.terminate(inner)
    return run.leave(body)
  }
  const loop = body.loop!
  if (loop.completed + loop.terminated === loop.items.length) return run.leave(body)
  if (sequential && body.live === 0) startInner(run, body, node, loop.started)
}

function startInner(run: Run, body: Instance, node: Looping, position: number): void {
  run.enter(node, body, { tokens: 0, position })
}

function itemsOf(run: Run, body: Instance, node: Looping): readonly Json[] {
  const { collection, cardinality, departments } = node.loop
  if (departments) {
    return departments
      .filter(({ when }) => !when || isTrue(run, body, when))
      .map(({ code, name, limit, unit, basis }) => ({ code, name, limit, unit, basis }))
  }
  if (collection) {
    const items = run.evaluate(collection, body)
    if (Array.isArray(items)) return items as readonly Json[]
    throw new Trouble(
      'wrong-type',
      `Expected the collection to be a list, but «${collection.source}» is ${JSON.stringify(items)}`,
    )
  }
  return Array.from({ length: numberValue(run, cardinality!, body, 'loopCardinality') }, (_, index) => index + 1)
}

function isTrue(run: Run, body: Instance, when: NonNullable<MultiInstance['collection']>): boolean {
  const value = run.evaluate(when, body)
  if (typeof value === 'boolean') return value
  throw new Trouble(
    'condition-not-boolean',
    `Expected «${when.source}» to be true or false, but it is ${JSON.stringify(value)}`,
  )
}
