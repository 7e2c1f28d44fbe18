import type { Run } from '../../elements/behaviour.ts'
import { schedule } from '../../elements/timer.ts'
import { textValue } from '../../elements/values.ts'
import type { Variables } from '../../expression/expression.ts'
import type { BoundaryEventNode, CatchingNode, Node, StartEventNode, Trigger, TriggerOf } from '../../model/graph.ts'
import type { Instance, SubscriptionState } from '../state.ts'

/** The owner begins to wait for every trigger of the event: on its border, inside it, behind it, or itself. */
export function subscribe(run: Run, owner: Instance, event: CatchingNode): void {
  event.triggers.forEach((trigger, index) => {
    if (trigger.kind === 'timer') schedule(run, owner, event, index, trigger.timer)
    else {
      const waiting = subscriptionOf(run, owner, event, trigger)
      if (waiting) run.emit({ type: 'subscribed', key: owner.key, element: event.id, trigger: index, ...waiting })
    }
  })
}

function subscriptionOf(
  run: Run,
  owner: Instance,
  event: CatchingNode,
  trigger: Trigger,
): Pick<SubscriptionState, 'kind' | 'name' | 'correlationKey'> | undefined {
  switch (trigger.kind) {
    case 'message': {
      const name = textValue(run, trigger.name, owner, 'message name')
      if (!trigger.correlationKey) return { kind: 'message', name }
      const key = run.evaluate(trigger.correlationKey, owner)
      return { kind: 'message', name, correlationKey: typeof key === 'string' ? key : JSON.stringify(key) }
    }
    case 'signal':
      return { kind: 'signal', name: textValue(run, trigger.name, owner, 'signal name') }
    case 'conditional':
      return { kind: 'conditional', name: readsStores(run, trigger) ? overStores : event.id }
    default:
      // Errors, escalations, cancellations and compensations look for their catcher when they are thrown.
      return undefined
  }
}

/** Name of a wait for a condition that reads data stores: other cases can make it hold. */
export const overStores = 'data stores'

const readsStores = ({ graph }: Run, { condition }: TriggerOf<'conditional'>): boolean =>
  condition.names.some((name) => graph.dataStores.includes(name))

/** Stops waiting for these events, timers included. */
export function unsubscribe(run: Run, owner: Instance, events: readonly Node[]): void {
  const elements = events.map(({ id }) => id)
  const waits = [...(owner.subscriptions ?? []), ...(owner.timers ?? [])]
  if (waits.some(({ element }) => elements.includes(element)))
    run.emit({ type: 'unsubscribed', key: owner.key, elements })
}

/** A trigger of the event has come to the owner: what the event does in the place where it stands. */
export function occur(run: Run, owner: Instance, event: CatchingNode, index: number, variables: Variables): void {
  const { key } = owner
  const kind = event.triggers[index]!.kind
  const parallel = event.type !== 'receiveTask' && event.parallelMultiple && event.triggers.length > 1
  if (parallel) {
    const seen = new Set([...(owner.seen?.[event.id] ?? []), index])
    if (seen.size < event.triggers.length) {
      if (run.state.standing) keepForStart(run, owner, event, variables)
      run.emit({ type: 'triggered', key, element: event.id, trigger: index, kind, partial: true })
      return
    }
  }
  // A single timer has told of itself already.
  if (parallel || kind !== 'timer')
    run.emit({ type: 'triggered', key, element: event.id, trigger: index, kind, partial: false })
  if (event.type === 'boundaryEvent') atBorder(run, owner, event, variables)
  else if (event.type === 'startEvent' && run.state.standing) beginCase(run, owner, event, variables)
  else if (event.type === 'startEvent') inHandler(run, owner, event, variables)
  else if (owner.element === event.id) run.deliver(owner, variables)
  else behindGateway(run, owner, event, variables)
}

/** What the first of several triggers brought waits with the standing process, under the name of the event. */
function keepForStart(run: Run, root: Instance, event: CatchingNode, variables: Variables): void {
  const kept = { ...(root.variables?.[event.id] as Variables | undefined), ...variables }
  run.emit({ type: 'variablesSet', key: root.key, variables: { [event.id]: kept } })
}

function beginCase(run: Run, root: Instance, event: StartEventNode, variables: Variables): void {
  const kept = root.variables?.[event.id] as Variables | undefined
  run.effect({ type: 'begin', element: event.id, variables: { ...kept, ...variables } })
  if (kept) run.emit({ type: 'variablesSet', key: root.key, variables: { [event.id]: {} } })
}

/** Without output mappings the results belong to the scopes outside, with them to the event for its mappings to read. */
function placed(run: Run, node: Node, scope: Instance, variables: Variables): { local?: Variables } {
  if (Object.keys(variables).length === 0) return {}
  if (node.outputs.length > 0) return { local: variables }
  run.propagate(scope, variables)
  return {}
}

export function atBorder(run: Run, host: Instance, event: BoundaryEventNode, variables: Variables): void {
  const scope = run.state.instances.get(host.scope)!
  if (event.interrupting) run.terminate(host)
  run.enter(event, scope, { tokens: 0, ...placed(run, event, scope, variables) })
}

/** Starts the event sub-process; an interrupting one ends all else in its scope and every other wait of its kind. */
export function inHandler(run: Run, scope: Instance, start: StartEventNode, variables: Variables): void {
  const handler = run.graph.nodes[start.parent]!
  if (start.interrupting) {
    run.interrupt(scope)
    const container = run.node(scope)
    const handlers = 'handlers' in container ? container.handlers : []
    unsubscribe(
      run,
      scope,
      handlers.map((index) => startOf(run, index)),
    )
  }
  run.enter(handler, scope, { tokens: 0, ...(Object.keys(variables).length > 0 ? { local: variables } : {}) })
}

/** The start event of an event sub-process. */
export function startOf(run: Run, handler: number): StartEventNode {
  const node = run.graph.nodes[handler]!
  const start =
    node.type === 'subProcess' && node.triggeredBy !== undefined ? run.graph.nodes[node.triggeredBy] : undefined
  if (start?.type !== 'startEvent') throw new Error(`Expected ${node.id} to be an event sub-process`)
  return start
}

/** The first event wins: the gateway is done, and the token stands on the event that has happened. */
function behindGateway(run: Run, gateway: Instance, event: CatchingNode, variables: Variables): void {
  const scope = run.state.instances.get(gateway.scope)!
  const node = run.node(gateway)
  const flow = node.outgoing
    .map((index) => run.graph.flows[index]!)
    .find((candidate) => candidate.target === event.index)
  run.emit({ type: 'elementCompleted', key: gateway.key, element: gateway.element })
  if (flow) run.emit({ type: 'flowTaken', flow: flow.id, scope: scope.key })
  run.enter(event, scope, { tokens: flow ? 1 : 0, happened: true, ...placed(run, event, scope, variables) })
}
