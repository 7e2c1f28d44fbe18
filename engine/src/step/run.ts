import { type Behaviour, Trouble } from '../elements/behaviour.ts'
import { multiInstance, type Looping } from '../elements/container/multiInstance.ts'
import { conditionalSplit } from '../elements/flows.ts'
import { behaviourOf } from '../elements/registry.ts'
import { numberValue, textValue } from '../elements/values.ts'
import { schedule } from '../elements/timer.ts'
import { dayOf, isTimeProblem, parseDate } from '../time/index.ts'
import { evolve } from './apply.ts'
import { homes, namesIn, putAt } from './scope.ts'
import type { CommandRun } from './handler.ts'
import type { Effect } from './effect.ts'
import type { Event } from './event.ts'
import { rootKey, type IncidentState, type Instance, type State } from './state.ts'
import type { Expression, Json, Moment, Variables } from '../expression/expression.ts'
import type { ElementType, Flow, Graph, MultiInstance, Node, NodeOf } from '../model/graph.ts'

/** Entries without a wait in one step; more is a runaway loop. */
export const longestRun = 10_000

/**
 * One step at work: the life cycle that all elements share. Tokens travel through a queue, so long chains cost no stack.
 * Writes go through `emit` alone.
 */
export class StepRun implements CommandRun {
  readonly graph: Graph
  readonly state: State
  readonly moment: Moment
  readonly events: Event[] = []
  readonly effects: Effect[] = []
  readonly #arrivals: { flow: Flow; scope: number }[] = []
  #entries = 0

  constructor(graph: Graph, state: State, moment: Moment) {
    this.graph = graph
    this.state = state
    this.moment = moment
  }

  emit(event: Event): void {
    evolve(this.state, event, this.moment.at)
    this.events.push(event)
  }

  effect(effect: Effect): void {
    this.effects.push(effect)
  }

  node(instance: Instance): Node {
    const node = this.graph.byId.get(instance.element)
    if (!node) throw new Error(`Expected element ${instance.element} in process ${this.graph.process}`)
    return node
  }

  inside(scope: Instance): Instance[] {
    const found: Instance[] = []
    if (scope.live > 0) for (const i of this.state.instances.values()) if (i.scope === scope.key) found.push(i)
    return found
  }

  evaluate(expression: Expression, instance: Instance): Json {
    const result = expression.evaluate(namesIn(this.state, instance, this.moment.calendar), this.moment)
    if (result.ok) return result.value
    throw new Trouble('expression-failed', result.trouble)
  }

  propagate(from: Instance, variables: Variables, by?: string): void {
    const author = by === undefined ? {} : { by }
    for (const [key, group] of homes(this.state, from, variables)) {
      this.emit({ type: 'variablesSet', key, variables: group, ...author })
    }
  }

  enter(node: Node, scope: Instance, tokens: number, position?: number): void {
    const key = this.state.nextKey
    const place = position === undefined ? {} : { position }
    this.emit({ type: 'elementEntered', key, element: node.id, scope: scope.key, tokens, ...place })
    const instance = this.state.instances.get(key)!
    if (++this.#entries > longestRun) {
      return this.#incident(
        instance,
        'entering',
        new Trouble(
          'runaway-loop',
          `Expected a wait within ${longestRun} steps, but the process went round without one`,
        ),
      )
    }
    this.attempt(instance, 'entering')
  }

  begin(starts: readonly number[]): void {
    const process = this.graph.nodes[0]!
    if (process.status) this.emit({ type: 'statusChanged', element: process.id, code: process.status })
    for (const index of starts) this.enter(this.graph.nodes[index]!, this.state.instances.get(rootKey)!, 0)
  }

  /** With output mappings the results stay inside the instance for them to read; without, they go to their scopes. */
  deliver(instance: Instance, variables: Variables, by?: string): void {
    if (Object.keys(variables).length > 0) {
      if (this.node(instance).outputs.length > 0) this.emit({ type: 'variablesSet', key: instance.key, variables })
      else this.propagate(instance, variables, by)
    }
    this.leave(instance)
  }

  /** Does a phase of the element's life; trouble becomes an incident that a retry does again from here. */
  attempt(instance: Instance, phase: IncidentState['phase']): void {
    try {
      if (phase === 'entering') this.#begin(instance)
      else if (phase === 'leaving') this.#finish(instance)
      else if (instance.loop) multiInstance.innerLeft(this, instance, this.node(instance) as Looping)
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      this.#incident(instance, phase, error)
    }
  }

  leave(instance: Instance): void {
    this.attempt(instance, 'leaving')
  }

  terminate(instance: Instance): void {
    for (const inner of this.inside(instance)) this.terminate(inner)
    this.emit({ type: 'elementTerminated', key: instance.key, element: instance.element })
  }

  /** Lets queued tokens travel until every one waits or is gone. */
  drain(): void {
    for (let next = this.#arrivals.shift(); next; next = this.#arrivals.shift()) {
      const scope = this.state.instances.get(next.scope)
      if (!scope) continue
      const node = this.graph.nodes[next.flow.target]!
      const behaviour = behaviourOf(node)
      if (behaviour.arrive) behaviour.arrive(this, node as NodeOf<ElementType>, next.flow, scope)
      else this.enter(node, scope, 1)
    }
  }

  #begin(instance: Instance): void {
    const node = this.node(instance)
    const inner = instance.position !== undefined
    if (!inner && node.status) this.emit({ type: 'statusChanged', element: node.id, code: node.status })
    if (node.loop && !inner) {
      this.#boundaries(instance, node)
      return multiInstance.enter(this, instance, node as Looping)
    }
    if (inner) this.#item(instance, node.loop!)
    for (const { source, target } of node.inputs) {
      const names = (name: string) => instance.variables?.[name]
      const variables = putAt(target, this.evaluate(source, instance), names)
      this.emit({ type: 'variablesSet', key: instance.key, variables })
    }
    this.#limit(instance, node)
    if (!inner) this.#boundaries(instance, node)
    this.#card(instance, node)
    behaviourOf(node).enter(this, instance, node as NodeOf<ElementType>)
  }

  #finish(instance: Instance): void {
    const node = this.node(instance)
    const isBody = instance.loop !== undefined
    const inner = instance.position !== undefined
    if (!isBody) this.#outputs(instance, node)
    const scope = this.state.instances.get(instance.scope)!
    if (inner) {
      const looping = node as Looping
      multiInstance.innerLeaving(this, scope, instance, looping)
      this.emit({ type: 'elementCompleted', key: instance.key, element: node.id })
      return this.attempt(scope, 'active')
    }
    if (isBody && node.loop?.outputCollection && instance.loop!.outputs) {
      this.propagate(scope, { [node.loop.outputCollection]: instance.loop!.outputs })
    }
    const behaviour: Behaviour<ElementType> = behaviourOf(node)
    const flows =
      behaviour.choose && !isBody
        ? behaviour.choose(this, instance, node as NodeOf<ElementType>)
        : conditionalSplit(this, instance, node)
    this.emit({ type: 'elementCompleted', key: instance.key, element: node.id })
    for (const flow of flows) {
      this.emit({ type: 'flowTaken', flow: flow.id, scope: scope.key })
      this.#arrivals.push({ flow, scope: scope.key })
    }
    if (scope.live === 0) this.#scopeDone(scope)
  }

  #scopeDone(scope: Instance): void {
    if (scope.scope === 0) this.emit({ type: 'caseCompleted' })
    else this.leave(scope)
  }

  #incident(instance: Instance, phase: IncidentState['phase'], trouble: Trouble): void {
    const { key, element } = instance
    this.emit({ type: 'incidentRaised', key, element, code: trouble.code, message: trouble.message, phase })
  }

  #item(instance: Instance, loop: MultiInstance): void {
    if (!loop.inputElement) return
    const item = this.state.instances.get(instance.scope)!.loop!.items[instance.position!]!
    this.emit({ type: 'variablesSet', key: instance.key, variables: { [loop.inputElement]: item } })
  }

  #limit(instance: Instance, node: Node): void {
    const { limit } = node
    if (!limit) return
    const unit = textValue(this, limit.unit, instance, 'unit')
    if (unit !== 'wd' && unit !== 'cd')
      throw new Trouble('wrong-type', `Expected the unit of a limit to be wd or cd, but it is ${unit}`)
    const on = limit.startsOn
      ? textValue(this, limit.startsOn, instance, 'startsOn')
      : dayOf(this.moment.at, this.moment.calendar.zone)
    const day = parseDate(on)
    if (isTimeProblem(day)) throw new Trouble('wrong-type', `startsOn of the limit: ${day.problem}`)
    this.emit({
      type: 'clockStarted',
      key: instance.key,
      n: numberValue(this, limit.value, instance, 'value'),
      unit,
      kind: limit.kind,
      name: node.name,
      basis: textValue(this, limit.basis, instance, 'basis'),
      on: day,
    })
  }

  #boundaries(instance: Instance, node: Node): void {
    for (const index of node.boundaries) schedule(this, instance, this.graph.nodes[index] as NodeOf<'boundaryEvent'>)
  }

  #card(instance: Instance, node: Node): void {
    if (!node.card) return
    const { colour, rule, against } = node.card
    const { key } = instance
    this.emit({
      type: 'cardRaised',
      key,
      element: node.id,
      colour,
      rule,
      against: textValue(this, against, instance, 'against'),
    })
  }

  #outputs(instance: Instance, node: Node): void {
    const scope = this.state.instances.get(instance.scope)
    if (!scope) return
    for (const { source, target } of node.outputs) {
      const value = this.evaluate(source, instance)
      this.propagate(scope, putAt(target, value, namesIn(this.state, scope, this.moment.calendar)))
    }
  }
}
