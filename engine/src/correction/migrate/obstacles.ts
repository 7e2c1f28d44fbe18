import { sameDefinition } from '../../model/definition.ts'
import type { Graph, Node } from '../../model/graph.ts'
import type { CompensationRecord, Instance, State } from '../../step/state.ts'
import type { MigrationProblem, MigrationProblemCode } from '../plan.ts'
import type { Mapping } from './mapping.ts'

/** Everything that stands in the way of a case, in the order of its instances; what the plan ends is not asked. */
export function obstacles(state: Readonly<State>, mapping: Mapping, ended: ReadonlySet<number>): MigrationProblem[] {
  return [...new Obstacles(state, mapping, ended).all()]
}

const cannot = (code: MigrationProblemCode, element: string, words: string, remedy: string): MigrationProblem => ({
  outcome: 'cannot',
  code,
  element,
  words,
  remedy,
})
const choice = (code: MigrationProblemCode, element: string, words: string, remedy: string): MigrationProblem => ({
  outcome: 'choice',
  code,
  element,
  words,
  remedy,
})

const nameIn = (graph: Graph, id: string): string => graph.byId.get(id)?.name || id

class Obstacles {
  readonly #state: Readonly<State>
  readonly #mapping: Mapping
  readonly #ended: ReadonlySet<number>

  constructor(state: Readonly<State>, mapping: Mapping, ended: ReadonlySet<number>) {
    this.#state = state
    this.#mapping = mapping
    this.#ended = ended
  }

  *all(): Generator<MigrationProblem> {
    for (const instance of this.#state.instances.values()) if (!this.#ended.has(instance.key)) yield* this.#of(instance)
  }

  *#of(instance: Instance): Generator<MigrationProblem> {
    const { element } = instance
    const was = this.#mapping.was(element)!
    const is = this.#mapping.becomes(element)
    if (!is) yield this.#gone(element)
    else {
      const changed = differsInKind(was, is)
      if (changed)
        yield cannot(changed, element, this.#changed(was, is, changed), 'Map it to another element, or end it')
      else if (!this.#sameScope(instance, is)) {
        const words = `${was.name || element} lies in another sub-process of the new version`
        yield cannot('scope-changed', element, words, 'Map it to an element of the same sub-process, or end it')
      }
      yield* this.#listeners(instance, was, is)
      yield* this.#tokens(instance, is)
    }
    for (const record of [...(instance.compensable ?? []), ...(instance.undoing ?? [])]) yield* this.#undo(record)
  }

  #gone(element: string): MigrationProblem {
    const name = nameIn(this.#mapping.former, element)
    const named = this.#mapping.plan.elements?.[element]
    if (named !== undefined) {
      const words = `${name} is mapped to ${named}, but the new version has no such element`
      return choice('element-missing', element, words, 'Map it to an element of the new version, or end it')
    }
    return choice('element-gone', element, `The new version has no ${name}`, 'Map it to another element, or end it')
  }

  #changed(was: Node, is: Node, code: 'type-changed' | 'loop-changed'): string {
    const name = was.name || was.id
    if (code === 'loop-changed') return `${name} runs for several items in another way in the new version`
    return `${name} is ${was.type}, but ${is.name || is.id} of the new version is ${is.type}`
  }

  /** An inner instance of a loop lies in its body, which is the same element. */
  #sameScope({ scope, position }: Instance, is: Node): boolean {
    if (scope === 0) return is.parent < 0
    const outer = this.#state.instances.get(scope)!
    if (position !== undefined) return this.#mapping.becomes(outer.element)?.id === is.id
    const container = this.#mapping.becomes(outer.element)
    // What does not go over itself is told of by itself.
    return container === undefined || is.parent === container.index
  }

  *#listeners({ element, listening, job }: Instance, was: Node, is: Node): Generator<MigrationProblem> {
    const on = job?.listener ?? listening?.on
    if (on === undefined || sameDefinition(was.listeners?.[on], is.listeners?.[on])) return
    const words = `${was.name || element} waits for its listeners, which are others in the new version`
    yield cannot('listener-changed', element, words, 'Wait until they are done')
  }

  *#tokens({ parked = {}, resetting = {} }: Instance, container: Node): Generator<MigrationProblem> {
    const held = new Map<string, readonly string[]>(Object.entries(resetting))
    for (const [gateway, tokens] of Object.entries(parked)) held.set(gateway, Object.keys(tokens))
    for (const [gateway, flows] of held) {
      if (this.#mapping.dropsTokens(gateway)) continue
      const was = this.#mapping.was(gateway)!
      const is = this.#mapping.becomes(gateway)
      const name = was.name || gateway
      const here = is && is.parent === container.index && !differsInKind(was, is)
      if (!here) {
        const words = is ? `${name} is another element in the new version` : `The new version has no ${name}`
        yield choice('token-lost', gateway, `${words}, and tokens wait there`, 'Map it to another join, or drop them')
        continue
      }
      for (const flow of flows) {
        if (this.#mapping.flow(flow, is)) continue
        const words = `A token waits at ${name} from ${flow}, which does not lead there in the new version`
        yield choice('token-lost', gateway, words, `Map ${flow} to a flow that leads there, or drop the tokens`)
      }
    }
  }

  *#undo({ element, handler, inner = [] }: CompensationRecord): Generator<MigrationProblem> {
    if (this.#mapping.forgets(element)) return
    const missing = [element, ...(handler === undefined ? [] : [handler])].find((id) => !this.#mapping.becomes(id))
    if (missing !== undefined) {
      const words = `${nameIn(this.#mapping.former, element)} was done and could be undone, but the new version has no ${nameIn(this.#mapping.former, missing)}`
      yield choice('compensation-lost', element, words, 'Map it, or say that it is not undone any more')
    } else for (const record of inner) yield* this.#undo(record)
  }
}

function differsInKind(was: Node, is: Node): 'type-changed' | 'loop-changed' | undefined {
  const isHandler = (node: Node): boolean => node.type === 'subProcess' && node.triggeredBy !== undefined
  if (was.type !== is.type || isHandler(was) !== isHandler(is) || was.compensation !== is.compensation)
    return 'type-changed'
  const turns = (node: Node): string => (node.loop ? `each ${node.loop.sequential}` : node.standardLoop ? 'turns' : '')
  return turns(was) === turns(is) ? undefined : 'loop-changed'
}
