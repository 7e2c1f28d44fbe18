import { type Behaviour, type Entry, type StepMoment, Trouble } from '../elements/behaviour.ts'
import { multiInstance, type Looping } from '../elements/container/multiInstance.ts'
import { standardLoop, type Turning } from '../elements/container/standardLoop.ts'
import { conditionalSplit } from '../elements/flows.ts'
import { behaviourOf } from '../elements/registry.ts'
import type { Expression, Json, Variables } from '../expression/expression.ts'
import type { ConditionFilter, ElementType, Flow, Graph, Node, NodeOf } from '../model/graph.ts'
import { recordOf, undoNext } from './abilities/compensating.ts'
import { lookAtConditions } from './abilities/conditions.ts'
import { settleJoins } from './abilities/joining.ts'
import { heard } from './abilities/listening.ts'
import { followStarts, raiseCard, startClock } from './abilities/supervising.ts'
import { runOn, stopAround } from './abilities/stopping.ts'
import { startOf, subscribe } from './abilities/waiting.ts'
import { evolve } from './apply.ts'
import type { Effect } from './effect.ts'
import type { Event } from './event.ts'
import type { Beginning, CommandRun, Phase } from './handler.ts'
import { homes, momentIn, namesIn, putAt, shared } from './scope.ts'
import { rootKey, type IncidentState, type Instance, type State, type SubscriptionState } from './state.ts'

/** Entries without a wait in one step; more is a runaway loop. */
export const longestRun = 10_000

type Arrival = { readonly flow: Flow; readonly scope: number } | { readonly work: () => void }

/**
 * One step at work: the life cycle that all elements share. Tokens travel through a queue, so long chains cost no stack.
 * Writes go through `emit` alone.
 */
export class StepRun implements CommandRun {
  readonly graph: Graph
  readonly state: State
  moment: StepMoment
  readonly events: Event[] = []
  readonly effects: Effect[] = []
  #arrivals: Arrival[] = []
  #entries = 0
  readonly #news = new Set<string>()

  constructor(graph: Graph, state: State, moment: StepMoment) {
    this.graph = graph
    this.state = state
    this.moment = moment
  }

  emit(event: Event): void {
    if (this.graph.conditions) this.#note(event)
    evolve(this.state, event, this.moment.at)
    this.events.push(event)
  }

  regards(owner: Instance, { element, trigger }: SubscriptionState, filter: ConditionFilter): boolean {
    if (this.#news.has(`${owner.key}/${element}/${trigger}`)) return true
    const kinds = filter.on ?? (['create', 'update'] as const)
    const names = filter.variables ?? [...this.#news].flatMap((news) => news.split(':')[1] ?? [])
    return kinds.some((kind) => names.some((name) => this.#news.has(`${kind}:${name}`)))
  }

  /** What conditions with a filter ask for: new waits, and variables created or updated in this step. */
  #note(event: Event): void {
    if (event.type === 'subscribed') this.#news.add(`${event.key}/${event.element}/${event.trigger}`)
    else if (event.type === 'dataStored') for (const name of Object.keys(event.values)) this.#news.add(`update:${name}`)
    else if (event.type === 'variablesSet') {
      const before = this.state.instances.get(event.key)?.variables ?? {}
      for (const name of Object.keys(event.variables))
        this.#news.add(`${Object.hasOwn(before, name) ? 'update' : 'create'}:${name}`)
    }
  }

  effect(effect: Effect): void {
    this.effects.push(effect)
  }

  later(work: () => void): void {
    this.#arrivals.push({ work })
  }

  node(instance: Instance): Node {
    const node = this.graph.byId.get(instance.element)
    if (!node) throw new Error(`Expected element ${instance.element} in process ${this.graph.process}`)
    return node
  }

  alive(instance: Instance): boolean {
    return this.state.instances.get(instance.key) === instance && this.state.status === 'active'
  }

  inside(scope: Instance): Instance[] {
    const found: Instance[] = []
    if (scope.live > 0) for (const i of this.state.instances.values()) if (i.scope === scope.key) found.push(i)
    return found
  }

  evaluate(expression: Expression, instance: Instance, at = this.moment.at): Json {
    const moment = momentIn(this.state, instance, at === this.moment.at ? this.moment : { ...this.moment, at })
    const result = expression.evaluate(namesIn(this.state, instance, moment), moment)
    if (result.ok) return result.value
    throw new Trouble('expression-failed', result.trouble)
  }

  propagate(from: Instance, variables: Variables, by?: string): void {
    const author = by === undefined ? {} : { by }
    for (const [key, group] of homes(this.state, from, variables, this.graph.dataStores)) {
      if (key === shared) this.#store(group, author)
      else this.emit({ type: 'variablesSet', key, variables: group, ...author })
    }
  }

  #store(values: Variables, author: { by?: string }): void {
    this.emit({ type: 'dataStored', values, ...author })
    this.effect({ type: 'store', values })
    this.moment = { ...this.moment, data: { ...this.moment.data, ...values } }
  }

  enter(node: Node, scope: Instance, how: Entry): Instance | undefined {
    const key = this.state.nextKey
    const { tokens, position, local, undoes } = how
    const place = position === undefined ? {} : { position }
    this.emit({ type: 'elementEntered', key, element: node.id, scope: scope.key, tokens, ...place })
    if (undoes) this.emit({ type: 'undoing', key, undoes: undoes.thrower, inner: undoes.inner })
    if (local) this.emit({ type: 'variablesSet', key, variables: local })
    const instance = this.state.instances.get(key)!
    if (++this.#entries > longestRun) {
      const words = `Expected a wait within ${longestRun} steps, but the process went round without one`
      this.incident(instance, 'entering', new Trouble('runaway-loop', words))
    } else if (how.happened) this.leave(instance)
    else this.attempt(instance, 'entering')
    return this.alive(instance) ? instance : undefined
  }

  begin(beginnings: readonly Beginning[]): void {
    const root = this.state.instances.get(rootKey)!
    const process = this.graph.nodes[0]!
    if (!root.listening) this.#declare(root, process)
    const begins = beginnings.map(({ node, happened }) => ({ element: node.id, happened }))
    if (!heard(this, root, process, 'start', { begins })) return
    if (process.status) this.emit({ type: 'statusChanged', element: process.id, code: process.status })
    if (this.#waits(root, process)) return
    for (const { node, happened } of beginnings) if (this.alive(root)) this.enter(node, root, { tokens: 0, happened })
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
  attempt(instance: Instance, phase: Phase): void {
    try {
      if (phase === 'entering') this.#enterPhase(instance)
      else if (phase === 'working') this.#work(instance)
      else if (phase === 'leaving') this.#leavePhase(instance)
      else this.#innerLeft(instance)
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      if (this.alive(instance)) this.incident(instance, phase === 'working' ? 'entering' : phase, error)
    }
  }

  leave(instance: Instance): void {
    // What it threw may have ended it.
    if (!this.alive(instance)) return
    this.attempt(instance, 'leaving')
  }

  terminate(instance: Instance): void {
    for (const inner of this.inside(instance)) this.terminate(inner)
    if (instance.called !== undefined) this.effect({ type: 'cancelCase', case: instance.called })
    runOn(this, instance)
    this.emit({ type: 'elementTerminated', key: instance.key, element: instance.element })
  }

  interrupt(scope: Instance, ...survivors: Instance[]): void {
    for (const inner of this.inside(scope)) if (!survivors.includes(inner)) this.terminate(inner)
    this.#arrivals = this.#arrivals.filter((arrival) => 'work' in arrival || arrival.scope !== scope.key)
    this.emit({ type: 'scopeInterrupted', key: scope.key, survivors: survivors.length })
  }

  settle(scope: Instance): void {
    if (!this.alive(scope) || scope.live > 0) return
    if (scope.scope === 0) this.#complete()
    else if (scope.loop) this.attempt(scope, 'active')
    else this.leave(scope)
  }

  incident(instance: Instance, phase: IncidentState['phase'], trouble: Trouble): void {
    const { key, element } = instance
    this.emit({ type: 'incidentRaised', key, element, code: trouble.code, message: trouble.message, phase })
  }

  /** Lets tokens travel until every one waits or is gone; then conditions and joins that depend on all of them are looked at. */
  drain(): void {
    do {
      for (let next = this.#arrivals.shift(); next && this.state.status === 'active'; next = this.#arrivals.shift()) {
        if ('work' in next) next.work()
        else this.#arrive(next.flow, next.scope)
      }
    } while (this.state.status === 'active' && (this.#conditions() || settleJoins(this)))
    if (this.graph.lateStarts && this.state.status === 'active') followStarts(this)
  }

  #conditions(): boolean {
    if (!this.graph.conditions) return false
    let occurred = false
    for (const owner of [...this.state.instances.values()]) {
      if (owner.subscriptions && this.alive(owner) && lookAtConditions(this, owner)) occurred = true
    }
    return occurred
  }

  #arrive(flow: Flow, scopeKey: number): void {
    const scope = this.state.instances.get(scopeKey)
    if (!scope) return
    const node = this.graph.nodes[flow.target]!
    const behaviour = behaviourOf(node)
    if (behaviour.arrive) {
      try {
        behaviour.arrive(this, node as NodeOf<ElementType>, flow, scope)
      } catch (error) {
        if (!(error instanceof Trouble)) throw error
        this.incident(scope, 'active', error)
      }
    } else if (node.startQuantity === 1) this.enter(node, scope, { tokens: 1 })
    else this.#gather(node, flow, scope)
  }

  /** An activity that takes several tokens to begin (BPMN 2.0.2, 10.3: startQuantity). */
  #gather(node: Node, flow: Flow, scope: Instance): void {
    this.emit({ type: 'tokenParked', gateway: node.id, flow: flow.id, scope: scope.key })
    const parked = Object.entries(scope.parked?.[node.id] ?? {}).flatMap(([id, count]) =>
      Array.from({ length: count }, () => id),
    )
    if (parked.length < node.startQuantity) return
    const flows = parked.slice(0, node.startQuantity)
    this.emit({ type: 'tokensJoined', gateway: node.id, flows, scope: scope.key })
    this.enter(node, scope, { tokens: flows.length })
  }

  #enterPhase(instance: Instance): void {
    const node = this.node(instance)
    const inner = instance.position !== undefined
    if (!inner && node.status) this.emit({ type: 'statusChanged', element: node.id, code: node.status })
    if (!inner && (node.loop || node.standardLoop)) {
      if (node.stop && !instance.holds) stopAround(this, instance, node, node.stop)
      this.#borders(instance, node)
      if (!this.#goesOn(instance)) return
      if (node.loop) multiInstance.enter(this, instance, node as Looping)
      else standardLoop.enter(this, instance, node as Turning)
      return
    }
    if (inner && node.loop) this.#item(instance, node as Looping)
    if (instance.listening?.on !== 'start') this.#inputs(instance, node)
    if (!heard(this, instance, node, 'start')) return
    if (node.stop && !inner && !instance.holds) stopAround(this, instance, node, node.stop)
    if (node.limit) startClock(this, instance, node, node.limit)
    if (!inner) this.#borders(instance, node)
    if (!this.#goesOn(instance) || this.#waits(instance, node)) return
    if (node.card) raiseCard(this, instance, node, node.card)
    this.#work(instance)
  }

  #work(instance: Instance): void {
    const node = this.node(instance)
    behaviourOf(node).enter(this, instance, node as NodeOf<ElementType>)
  }

  #inputs(instance: Instance, node: Node): void {
    this.#declare(instance, node)
    for (const { source, target, needed } of node.inputs) {
      const names = (name: string) => instance.variables?.[name]
      const value = this.evaluate(source, instance)
      if (needed && value === null) {
        const words = `Expected a value of «${source.source}», which ${node.name || node.id} needs to begin`
        throw new Trouble('data-unavailable', words)
      }
      const variables = putAt(target, value, names)
      this.emit({ type: 'variablesSet', key: instance.key, variables })
    }
  }

  /** Data objects and properties are there from the beginning (BPMN 2.0.2, 10.4.1). */
  #declare(instance: Instance, node: Node): void {
    if (node.declares.length === 0) return
    const missing = node.declares.filter((name) => !instance.variables || !Object.hasOwn(instance.variables, name))
    const variables = Object.fromEntries(missing.map((name) => [name, null]))
    if (missing.length > 0) this.emit({ type: 'variablesSet', key: instance.key, variables })
  }

  #borders(instance: Instance, node: Node): void {
    for (const index of node.boundaries) subscribe(this, instance, this.graph.nodes[index] as NodeOf<'boundaryEvent'>)
  }

  /** False when a condition on the border has ended the instance before it began. */
  #goesOn(instance: Instance): boolean {
    if (this.graph.conditions) lookAtConditions(this, instance)
    return this.alive(instance)
  }

  /** Begins to wait for the event sub-processes inside; true when an interrupting one has taken over at once. */
  #waits(scope: Instance, node: Node): boolean {
    if (!('handlers' in node)) return false
    const starts = node.handlers.map((index) => startOf(this, index))
    for (const start of starts) subscribe(this, scope, start)
    if (!this.graph.conditions || !lookAtConditions(this, scope)) return false
    return !this.alive(scope) || starts.some(({ interrupting }) => interrupting && scope.live > 0)
  }

  #leavePhase(instance: Instance): void {
    const node = this.node(instance)
    const isBody = instance.loop !== undefined
    const scope = this.state.instances.get(instance.scope)!
    if (!isBody && instance.listening?.on !== 'end') this.#outputs(instance, node, scope)
    if (!isBody && !heard(this, instance, node, 'end')) return
    if (instance.position !== undefined) return this.#leaveInner(instance, node, scope)
    if (isBody && node.loop?.outputCollection && instance.loop!.outputs) {
      this.propagate(scope, { [node.loop.outputCollection]: instance.loop!.outputs })
    }
    const flows = this.#flowsOf(instance, node)
    this.#remember(instance, node, scope)
    runOn(this, instance)
    this.emit({ type: 'elementCompleted', key: instance.key, element: node.id })
    const thrower = instance.undoes === undefined ? undefined : this.state.instances.get(instance.undoes)
    if (thrower) return undoNext(this, thrower)
    for (const flow of flows) {
      for (let times = 0; times < node.completionQuantity; times++) {
        this.emit({ type: 'flowTaken', flow: flow.id, scope: scope.key })
        this.#arrivals.push({ flow, scope: scope.key })
      }
    }
    this.#scopeAfter(scope, flows.length, node.id)
  }

  #leaveInner(instance: Instance, node: Node, body: Instance): void {
    if (node.loop) multiInstance.innerLeaving(this, body, instance, node as Looping)
    this.#remember(instance, node, body)
    this.emit({ type: 'elementCompleted', key: instance.key, element: node.id })
    this.attempt(body, 'active')
  }

  #flowsOf(instance: Instance, node: Node): readonly Flow[] {
    if (node.compensation || instance.undoes !== undefined) return []
    const behaviour: Behaviour<ElementType> = behaviourOf(node)
    const chooses = behaviour.choose && instance.loop === undefined
    return chooses
      ? behaviour.choose!(this, instance, node as NodeOf<ElementType>)
      : conditionalSplit(this, instance, node)
  }

  #remember(instance: Instance, node: Node, scope: Instance): void {
    const record = recordOf(this, instance, node)
    if (record) this.emit({ type: 'compensable', key: scope.key, record })
  }

  #scopeAfter(scope: Instance, taken: number, element: string): void {
    const container = this.node(scope)
    if (container.type === 'adHocSubProcess' && scope.loop === undefined) {
      if (taken === 0) this.#innerDone(scope, container, element)
    } else if (scope.live === 0) this.settle(scope)
  }

  #innerDone(scope: Instance, container: Node, element: string): void {
    try {
      if (behaviourOf(container).innerDone?.(this, scope, container as NodeOf<ElementType>, element)) this.leave(scope)
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      this.incident(scope, 'active', error)
    }
  }

  /** An inner instance of a multi-instance activity or loop has gone: done, or the next one's turn. */
  #innerLeft(body: Instance): void {
    const node = this.node(body)
    if (!body.loop) return
    if (node.loop) multiInstance.innerLeft(this, body, node as Looping)
    else if (node.standardLoop) standardLoop.innerLeft(this, body, node as Turning)
  }

  #complete(): void {
    const { parent } = this.state
    if (!heard(this, this.state.instances.get(rootKey)!, this.graph.nodes[0]!, 'end')) return
    this.emit({ type: 'caseCompleted' })
    if (parent)
      this.effect({ type: 'returned', ...parent, variables: this.state.instances.get(rootKey)?.variables ?? {} })
  }

  #item(instance: Instance, node: Looping): void {
    const { inputElement } = node.loop
    if (!inputElement) return
    const item = this.state.instances.get(instance.scope)!.loop!.items[instance.position!]!
    this.emit({ type: 'variablesSet', key: instance.key, variables: { [inputElement]: item } })
  }

  #outputs(instance: Instance, node: Node, scope: Instance): void {
    for (const { source, target } of node.outputs) {
      const value = this.evaluate(source, instance)
      this.propagate(scope, putAt(target, value, namesIn(this.state, scope, this.moment)))
    }
  }
}
