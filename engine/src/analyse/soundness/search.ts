import type { Variables } from '../../expression/expression.ts'
import type { Graph } from '../../model/graph.ts'
import { emptyState } from '../../step/apply.ts'
import type { Command } from '../../step/command.ts'
import type { Event } from '../../step/event.ts'
import type { Instance, State } from '../../step/state.ts'
import { step } from '../../step/step.ts'
import { china } from '../../time/index.ts'
import type { Surroundings } from '../variables/usage.ts'
import { abstractGraph } from './abstractGraph.ts'
import { canonical, type Marking } from './canonical.ts'
import { Choices, TooManyChoices } from './choices.ts'
import { Conditions } from './conditions.ts'
import { Memory, nothingKnown } from './memory.ts'
import { catchableErrors, movesOf, type Act, type Move } from './moves.ts'
import { structureOf, type Structure } from './structure.ts'

/** A step of the way to a fault: what is done, and the values that lead that way. */
export interface Deed extends Act {
  readonly variables: Variables
  /** Conditions whose answer no value was found for. */
  readonly assumed: readonly string[]
}

export interface Place {
  readonly marking: Marking
  readonly from?: Place
  readonly deed?: Deed
  readonly events: readonly Event[]
  readonly next: Place[]
  /** Nothing is followed from here: it has ended, or a fault stands here. */
  closed: boolean
  ends: boolean
}

export interface Explored {
  readonly graph: Graph
  readonly structure: Structure
  readonly conditions: Conditions
  readonly places: readonly Place[]
  readonly entered: ReadonlySet<string>
  /** Every way was followed to its end. */
  readonly complete: boolean
}

export interface Bounds {
  readonly places: number
}
export const usualBounds: Bounds = { places: 20_000 }

/** Looks at a place that was reached; true: do not go on from here. */
export type Look = (place: Place, structure: Structure) => boolean

const moment = { at: 0, calendar: china }

/**
 * Breadth first over the engine's own step, with the data abstracted away. Tokens that do not meet are moved one after the
 * other, the earlier in the drawing first: the order between them changes nothing that a fault could show. With `around`,
 * answers about the data hold until something may have set what they are about; without, within one step only.
 */
export function explore(drawn: Graph, look: Look, bounds: Bounds, around?: Surroundings): Explored {
  const choices = new Choices()
  const conditions = new Conditions()
  const graph = abstractGraph(drawn, conditions, choices)
  const search = new Search({ drawn, graph, conditions, choices, look, bounds, around })
  return search.run()
}

interface Needs {
  readonly drawn: Graph
  readonly graph: Graph
  readonly conditions: Conditions
  readonly choices: Choices
  readonly look: Look
  readonly bounds: Bounds
  readonly around: Surroundings | undefined
}

class Search {
  readonly #drawn: Graph
  readonly #graph: Graph
  readonly #conditions: Conditions
  readonly #choices: Choices
  readonly #look: Look
  readonly #bounds: Bounds
  readonly #structure: Structure
  readonly #errors: ReadonlyMap<string, readonly string[]>
  readonly #places: Place[] = []
  readonly #known = new Map<string, Place>()
  readonly #entered = new Set<string>()
  readonly #memory: Memory | undefined
  #complete = true

  constructor({ drawn, graph, conditions, choices, look, bounds, around }: Needs) {
    this.#drawn = drawn
    this.#graph = graph
    this.#conditions = conditions
    this.#choices = choices
    this.#look = look
    this.#bounds = bounds
    this.#structure = structureOf(graph)
    this.#errors = catchableErrors(drawn)
    const memory = around && new Memory(drawn, conditions, this.#structure.cyclic, around)
    this.#memory = memory?.isEmpty ? undefined : memory
  }

  run(): Explored {
    const empty: Marking = { state: emptyState(), spent: new Set(), ended: new Set(), known: nothingKnown }
    for (const move of this.#beginnings()) this.#follow(undefined, empty, move)
    for (let index = 0; index < this.#places.length; index++) {
      if (this.#places.length > this.#bounds.places) {
        this.#complete = false
        break
      }
      const place = this.#places[index]!
      if (!place.closed) this.#expand(place)
    }
    const { places, entered, complete } = { places: this.#places, entered: this.#entered, complete: this.#complete }
    return { graph: this.#graph, structure: this.#structure, conditions: this.#conditions, places, entered, complete }
  }

  /** The ways to begin: the plain start, and each start event by itself. */
  #beginnings(): Move[] {
    const process = this.#graph.nodes[0]!
    const starts = 'starts' in process ? process.starts.map((index) => this.#graph.nodes[index]!) : []
    const begin = (element?: string): Move => {
      const command: Command = {
        type: 'start',
        case: 'check',
        version: 1,
        ...(element === undefined ? {} : { element }),
      }
      return { command, owner: 0, act: { do: 'start', element: element ?? '' } }
    }
    const events = starts.filter(({ type }) => type === 'startEvent')
    const receivers = this.#graph.nodes.filter((node) => 'instantiate' in node && node.instantiate)
    const behind = receivers.flatMap((node) =>
      node.type === 'eventBasedGateway'
        ? node.outgoing.map((index) => this.#graph.nodes[this.#graph.flows[index]!.target]!)
        : [node],
    )
    const named = [...events, ...behind].map(({ id }) => begin(id))
    return named.length > 0 ? named : [begin()]
  }

  #expand(place: Place): void {
    const { marking } = place
    const { chosen, others } = this.#chosen(marking)
    let found = false
    for (const move of chosen) if (this.#follow(place, marking, move)) found = true
    // A round of postponed moves would never get their turn.
    if (!found) for (const move of others) this.#follow(place, marking, move)
  }

  /** The moves of one token and of what stands around it; the others may wait. */
  #chosen(marking: Marking): { chosen: Move[]; others: Move[] } {
    const { instances } = marking.state
    const all = [...instances.values()].map((instance) => ({
      instance,
      moves: movesOf(marking, instance, this.#graph, this.#drawn, this.#errors),
      place: this.#structure.order[this.#graph.byId.get(instance.element)!.index]!,
    }))
    const workers = all.filter(({ instance, moves }) => moves.length > 0 && instance.live === 0)
    const first = workers.reduce<(typeof all)[number] | undefined>(
      (a, b) => (!a || b.place < a.place ? b : a),
      undefined,
    )
    if (!first) return { chosen: all.flatMap(({ moves }) => moves), others: [] }
    const around = new Set<number>()
    for (let at: Instance | undefined = first.instance; at; at = instances.get(at.scope)) around.add(at.key)
    return {
      chosen: all.filter(({ instance }) => around.has(instance.key)).flatMap(({ moves }) => moves),
      others: all.filter(({ instance }) => !around.has(instance.key)).flatMap(({ moves }) => moves),
    }
  }

  /** Takes the move in every way that the data may lead; true when one led to a new place. */
  #follow(from: Place | undefined, marking: Marking, move: Move): boolean {
    let found = false
    const known = this.#memory?.before(marking.known, move.act) ?? nothingKnown
    for (let script: readonly number[] | undefined = []; script; script = this.#choices.next()) {
      this.#choices.begin(script, known)
      try {
        const result = step(this.#graph, marking.state, move.command, moment)
        if ('rejection' in result) return found
        if (this.#reached(from, marking, move, result.state, result.events)) found = true
      } catch (error) {
        if (!(error instanceof TooManyChoices)) throw error
        this.#complete = false
        return found
      }
    }
    return found
  }

  #reached(from: Place | undefined, before: Marking, move: Move, state: State, events: readonly Event[]): boolean {
    for (const event of events) if (event.type === 'elementEntered') this.#entered.add(event.element)
    const marking = {
      state,
      spent: spentAfter(before, move, state),
      ended: endedAfter(before, events, state, this.#graph),
      known: this.#memory?.after(this.#choices.answers, state) ?? nothingKnown,
    }
    const key = canonical(marking)
    const known = this.#known.get(key)
    const witness = this.#conditions.witness(this.#choices.answers)
    const place: Place = {
      marking,
      ...(from ? { from } : {}),
      deed: { ...move.act, ...witness },
      events,
      next: [],
      closed: false,
      ends: state.status !== 'active',
    }
    // The way counts for faults that a step shows, even where the place is known.
    const stop = this.#look(place, this.#structure)
    if (known) {
      from?.next.push(known)
      return false
    }
    place.closed = stop || place.ends
    this.#known.set(key, place)
    this.#places.push(place)
    from?.next.push(place)
    return true
  }
}

function spentAfter({ spent }: Marking, move: Move, state: State): ReadonlySet<string> {
  const all = move.repeats === undefined ? [...spent] : [...spent, move.repeats]
  const kept = all.filter((entry) => state.instances.has(Number(entry.split('/')[0])))
  return new Set(kept)
}

function endedAfter({ ended }: Marking, events: readonly Event[], state: State, graph: Graph): ReadonlySet<string> {
  const reached = events.flatMap((event) => {
    const node = event.type === 'elementEntered' ? graph.byId.get(event.element) : undefined
    return node?.type === 'endEvent' && event.type === 'elementEntered' ? [`${event.scope}/${node.id}`] : []
  })
  const kept = [...ended, ...reached].filter((entry) => state.instances.has(Number(entry.split('/')[0])))
  return new Set(kept)
}
