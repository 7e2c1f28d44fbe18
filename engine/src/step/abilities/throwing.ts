import { type Run, Trouble } from '../../elements/behaviour.ts'
import { textValue } from '../../elements/values.ts'
import type { Variables } from '../../expression/expression.ts'
import type { BoundaryEventNode, CatchingNode, StartEventNode, Trigger } from '../../model/graph.ts'
import type { Instance } from '../state.ts'
import { beginCompensation } from './compensating.ts'
import { atBorder, inHandler, occur, startOf } from './waiting.ts'

/** Throws what a throwing event, or the behaviour of a multi-instance activity, names. False when the thrower is over. */
export function throwTrigger(run: Run, from: Instance, trigger: Trigger): void {
  switch (trigger.kind) {
    case 'message':
      return send(run, from, trigger)
    case 'signal':
      return signal(run, from, textValue(run, trigger.name, from, 'signal name'))
    case 'error':
      return throwCoded(run, from, 'error', trigger.code ? textValue(run, trigger.code, from, 'error code') : '', {})
    case 'escalation':
      return throwCoded(
        run,
        from,
        'escalation',
        trigger.code ? textValue(run, trigger.code, from, 'escalation code') : '',
        {},
      )
    case 'compensate':
      return beginCompensation(run, from, trigger.activity)
    default:
      throw new Error(`Expected a trigger that can be thrown, but got ${trigger.kind}`)
  }
}

/** Sends a message to the first that waits for it in this case, else out of the case. */
export function send(run: Run, from: Instance, trigger: Extract<Trigger, { kind: 'message' }>): void {
  const name = textValue(run, trigger.name, from, 'message name')
  const key = trigger.correlationKey && run.evaluate(trigger.correlationKey, from)
  const correlationKey = key === undefined ? undefined : typeof key === 'string' ? key : JSON.stringify(key)
  const keyed = correlationKey === undefined ? {} : { correlationKey }
  const variables = from.variables ?? {}
  run.emit({ type: 'messageSent', key: from.key, element: from.element, name, ...keyed })
  run.later(() => {
    for (const owner of run.state.instances.values()) {
      const waiting = owner.subscriptions?.find(
        (s) => s.kind === 'message' && s.name === name && matches(s.correlationKey, correlationKey),
      )
      if (waiting)
        return occur(run, owner, run.graph.byId.get(waiting.element) as CatchingNode, waiting.trigger, variables)
    }
    run.effect({ type: 'publish', name, ...keyed, variables })
  })
}

/** A subscription without a key takes any message of its name. */
export const matches = (wanted: string | undefined, given: string | undefined): boolean =>
  wanted === undefined || wanted === given

/** Broadcasts a signal: to all that wait for it in this case, and out of the case. */
export function signal(run: Run, from: Instance, name: string): void {
  run.emit({ type: 'signalSent', key: from.key, element: from.element, name })
  const variables = from.variables ?? {}
  run.later(() => {
    const waiting = [...run.state.instances.values()].flatMap((owner) =>
      (owner.subscriptions ?? []).filter((s) => s.kind === 'signal' && s.name === name).map((s) => ({ owner, s })),
    )
    for (const { owner, s } of waiting) {
      const still =
        run.alive(owner) &&
        owner.subscriptions?.some((other) => other.element === s.element && other.trigger === s.trigger)
      if (still) occur(run, owner, run.graph.byId.get(s.element) as CatchingNode, s.trigger, variables)
    }
    run.effect({ type: 'broadcast', name, variables })
  })
}

interface Catcher {
  readonly owner: Instance
  readonly event: BoundaryEventNode | StartEventNode
  readonly trigger: number
}

/**
 * Throws an error or escalation: the innermost scope that catches it wins, its own code before any code (BPMN 2.0.2,
 * 10.5.7). An error that nobody catches is an incident, or the caller's error; an escalation that nobody catches is over.
 */
export function throwCoded(
  run: Run,
  from: Instance,
  kind: 'error' | 'escalation',
  code: string,
  variables: Variables,
): void {
  const { key, element } = from
  run.emit(
    kind === 'error' ? { type: 'errorThrown', key, element, code } : { type: 'escalationThrown', key, element, code },
  )
  const catcher = catcherOf(run, from, kind, code)
  if (catcher) {
    const { owner, event, trigger } = catcher
    run.emit({ type: 'triggered', key: owner.key, element: event.id, trigger, kind, partial: false })
    if (event.type === 'boundaryEvent') atBorder(run, owner, event, variables)
    else inHandler(run, owner, event, variables)
    return
  }
  const { parent } = run.state
  if (parent) {
    run.effect({ type: 'raised', ...parent, kind, code })
    if (kind === 'error') endCase(run, `error ${code}`)
  } else if (kind === 'error') {
    run.incident(
      from,
      'active',
      new Trouble(
        'error-uncaught',
        `Error ${code} was thrown at ${run.node(from).name || element}, and nothing catches it`,
      ),
    )
  }
}

function endCase(run: Run, reason: string): void {
  const root = run.state.instances.get(1)!
  run.interrupt(root)
  run.emit({ type: 'caseTerminated', reason })
}

function catcherOf(run: Run, from: Instance, kind: 'error' | 'escalation', code: string): Catcher | undefined {
  for (let at: Instance | undefined = from; at; at = run.state.instances.get(at.scope)) {
    const node = run.node(at)
    // Boundary events stand on the body of a multi-instance activity, not on its inner instances.
    const borders =
      at.position === undefined ? node.boundaries.map((index) => run.graph.nodes[index] as BoundaryEventNode) : []
    const found = best(run, at, borders, kind, code)
    if (found) return found
    const scope = run.state.instances.get(at.scope)
    const isHandler = node.type === 'subProcess' && node.triggeredBy !== undefined
    if (!scope || isHandler || scope.loop) continue
    const container = run.node(scope)
    const starts = 'handlers' in container ? container.handlers.map((index) => startOf(run, index)) : []
    const handler = best(run, scope, starts, kind, code)
    if (handler) return handler
  }
  return undefined
}

function best(
  run: Run,
  owner: Instance,
  events: readonly (BoundaryEventNode | StartEventNode)[],
  kind: 'error' | 'escalation',
  code: string,
): Catcher | undefined {
  let any: Catcher | undefined
  for (const event of events) {
    for (const [index, trigger] of event.triggers.entries()) {
      if (trigger.kind !== kind) continue
      if (!trigger.code) any ??= { owner, event, trigger: index }
      else if (textValue(run, trigger.code, owner, `${kind} code`) === code) return { owner, event, trigger: index }
    }
  }
  return any
}
