import type { Run } from '../../elements/behaviour.ts'
import type { BoundaryEventNode, Node } from '../../model/graph.ts'
import type { CompensationRecord, Instance } from '../state.ts'
import { startOf } from './waiting.ts'

/** What of a completed activity can be undone later: by its handler, or by undoing what completed inside it. */
export function recordOf(run: Run, instance: Instance, node: Node): CompensationRecord | undefined {
  const { id: element } = node
  if (node.undoneBy !== undefined && instance.loop === undefined) {
    return { element, handler: run.graph.nodes[node.undoneBy]!.id }
  }
  const handler = handlerOf(run, node)
  if (!handler && !instance.compensable) return undefined
  return {
    element,
    ...(handler ? { handler: handler.id } : {}),
    ...(instance.compensable ? { inner: instance.compensable } : {}),
    ...(instance.variables ? { variables: instance.variables } : {}),
  }
}

/** The compensation event sub-process of a container. */
function handlerOf(run: Run, node: Node): Node | undefined {
  if (!('handlers' in node) || node.type === 'process') return undefined
  const index = node.handlers.find((handler) =>
    startOf(run, handler).triggers.some(({ kind }) => kind === 'compensate'),
  )
  return index === undefined ? undefined : run.graph.nodes[index]
}

/** Undoes what has completed, newest first: one activity, or all of the scope. The thrower waits until all is undone. */
export function beginCompensation(run: Run, thrower: Instance, activity?: string): void {
  for (let scope = run.state.instances.get(thrower.scope); scope; scope = run.state.instances.get(scope.scope)) {
    const records = (scope.compensable ?? []).filter(({ element }) => activity === undefined || element === activity)
    if (records.length > 0) {
      run.emit({ type: 'compensationStarted', key: thrower.key, scope: scope.key, records: records.toReversed() })
      break
    }
    // An event sub-process undoes what its own scope has done; others look no further than themselves.
    const node = run.node(scope)
    if (activity === undefined && !(node.type === 'subProcess' && node.triggeredBy !== undefined)) break
  }
  undoNext(run, thrower)
}

/** The next handler's turn; when none is left the thrower goes on. */
export function undoNext(run: Run, thrower: Instance): void {
  const [record] = thrower.undoing ?? []
  if (!record) return done(run, thrower)
  const inner = record.inner?.toReversed() ?? []
  run.emit({ type: 'compensationNext', key: thrower.key, expanded: record.handler === undefined ? inner : [] })
  if (record.handler === undefined) return undoNext(run, thrower)
  const handler = run.graph.byId.get(record.handler)!
  const scope = run.state.instances.get(thrower.scope)!
  run.enter(handler, scope, {
    tokens: 0,
    undoes: { thrower: thrower.key, inner: record.inner ?? [] },
    ...(record.variables ? { local: record.variables } : {}),
  })
}

function done(run: Run, thrower: Instance): void {
  const node = run.node(thrower)
  const cancels = node.type === 'endEvent' && node.triggers.some(({ kind }) => kind === 'cancel')
  if (cancels) cancelTransaction(run, thrower)
  else run.leave(thrower)
}

/** All is undone: the transaction ends by its cancel event (BPMN 2.0.2, 13.3.4). */
function cancelTransaction(run: Run, thrower: Instance): void {
  const transaction = run.state.instances.get(thrower.scope)!
  const scope = run.state.instances.get(transaction.scope)!
  const boundary = run
    .node(transaction)
    .boundaries.map((index) => run.graph.nodes[index] as BoundaryEventNode)
    .find(({ triggers }) => triggers.some(({ kind }) => kind === 'cancel'))
  run.terminate(transaction)
  if (boundary) run.enter(boundary, scope, { tokens: 0 })
  else run.settle(scope)
}
