import type { Graph, Node } from '../../model/graph.ts'
import type { Event } from '../../step/event.ts'
import type { State } from '../../step/state.ts'
import type { Surroundings } from '../variables/usage.ts'
import { anotherWord } from './conditions.ts'
import { runsByItself } from './play.ts'
import { rounds } from './rounds.ts'
import { explore, usualBounds, type Bounds, type Deed, type Explored, type Place } from './search.ts'
import { reachable, type Structure } from './structure.ts'

export type FaultCode =
  | 'deadlock'
  | 'not-synchronised'
  | 'token-growth'
  | 'end-twice'
  | 'no-way-out'
  | 'endless-loop'
  | 'never-ends'
  | 'dead-element'

/** Something that can go wrong in the drawing, and the shortest way to it. */
export interface Fault {
  readonly code: FaultCode
  readonly element: string
  readonly way: readonly Deed[]
}

export interface Soundness {
  /** False: not decided within the bounds; what was found is certain all the same. */
  readonly decided: boolean
  readonly places: number
  readonly faults: readonly Fault[]
}

/**
 * Is every case of this drawing sure to end, without standing still, doubling its work or missing a part? `around`: what the
 * forms set, so that an answer holds until somebody may have changed it.
 */
export function checkSoundness(
  graph: Graph,
  bounds: Bounds = usualBounds,
  around: Surroundings = { forms: {} },
): Soundness {
  const endless = rounds(graph)
  if (endless.length > 0) {
    const faults = endless.map((element) => ({ code: 'endless-loop' as const, element, way: [] }))
    return { decided: true, places: 0, faults }
  }
  // Too many combinations of values to remember: then every answer is open again at each step, which finds more, not less.
  const careful = searched(graph, bounds, around)
  return careful.decided ? careful : searched(graph, bounds, undefined)
}

function searched(graph: Graph, bounds: Bounds, around: Surroundings | undefined): Soundness {
  const faults = new Map<string, Fault>()
  const note = (code: FaultCode, element: string, place?: Place): void => {
    const key = `${code} ${element}`
    if (!faults.has(key)) faults.set(key, { code, element, way: place ? withAssumptions(graph, wayTo(place)) : [] })
  }
  const explored = explore(graph, (place, structure) => look(place, structure, graph, note), bounds, around)
  const { complete, places } = explored
  const stuck = [...faults.values()].some(({ code }) => code !== 'end-twice')
  if (complete && !stuck) {
    for (const { place, element } of endlessPlaces(explored)) note('never-ends', element, place)
    if (faults.size === 0) for (const element of deadElements(graph, explored)) note('dead-element', element)
  }
  return { decided: complete, places: places.length, faults: [...faults.values()] }
}

type Note = (code: FaultCode, element: string, place?: Place) => void

/** Faults that one place shows; true when it makes no sense to go on from it. */
function look(place: Place, structure: Structure, graph: Graph, note: Note): boolean {
  const { state } = place.marking
  let stop = false
  const report = (code: FaultCode, element: string): void => {
    note(code, element, place)
    stop = true
  }
  for (const element of standingStill(state)) report('deadlock', element)
  for (const element of doubled(state, place.events, structure, graph))
    report(grows(place) ? 'token-growth' : 'not-synchronised', element)
  for (const { element, incident } of state.instances.values()) {
    if (!incident) continue
    stop = true
    const outside = JSON.stringify(place.deed?.variables ?? {}).includes(`"${anotherWord}"`)
    if (incident.code === 'no-flow' && !outside) note('no-way-out', element, place)
    if (incident.code === 'runaway-loop') note('endless-loop', element, place)
  }
  for (const element of endedAgain(place, structure, graph)) note('end-twice', element, place)
  return stop
}

/** Joins at which all the tokens of a scope wait: nothing is left that could bring the missing ones. */
function standingStill(state: State): string[] {
  return [...state.instances.values()].flatMap(({ parked, live }) => {
    const resting = Object.entries(parked ?? {})
    const count = resting.flatMap(([, flows]) => Object.values(flows)).reduce((sum, tokens) => sum + tokens, 0)
    return count > 0 && count === live ? [resting[0]![0]] : []
  })
}

/** Elements that two tokens have reached where the drawing means one. */
function doubled(state: State, events: readonly Event[], structure: Structure, graph: Graph): string[] {
  const found = new Set<string>()
  const counted = (element: string): boolean => {
    const node = graph.byId.get(element)!
    return (
      node.type !== 'process' &&
      !structure.quantities &&
      node.startQuantity === 1 &&
      !structure.beside.has(node.index) &&
      !isMerge(node)
    )
  }
  const alive = new Set<string>()
  for (const { element, scope, position } of state.instances.values()) {
    const place = `${scope}/${element}`
    if (position === undefined && counted(element) && alive.has(place)) found.add(element)
    alive.add(place)
  }
  for (const { parked } of state.instances.values()) {
    for (const [gateway, flows] of Object.entries(parked ?? {})) {
      const node = graph.byId.get(gateway)!
      const twice = Object.values(flows).some((tokens) => tokens > 1)
      if (node.type === 'parallelGateway' && twice && !structure.beside.has(node.index)) found.add(gateway)
    }
  }
  const entered = new Set<string>()
  for (const event of events) {
    if (event.type !== 'elementEntered' || event.position !== undefined) continue
    const node = graph.byId.get(event.element)!
    const place = `${event.scope}/${event.element}`
    const again = entered.has(place) && !structure.cyclic.has(node.index) && node.type !== 'endEvent'
    if (again && counted(event.element)) found.add(event.element)
    entered.add(place)
  }
  return [...found]
}

/** Gateways that let every token pass are told by what follows them. */
const isMerge = (node: Node): boolean => node.type === 'exclusiveGateway' || node.type === 'complexGateway'

/** Has a round on the way here brought back what stood there, and more? */
function grows(place: Place): boolean {
  const now = census(place.marking.state)
  for (let before = place.from; before; before = before.from) {
    const then = census(before.marking.state)
    const more = place.marking.state.instances.size > before.marking.state.instances.size
    if (more && [...then].every(([name, count]) => (now.get(name) ?? 0) >= count)) return true
  }
  return false
}

function census(state: State): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { element } of state.instances.values()) counts.set(element, (counts.get(element) ?? 0) + 1)
  return counts
}

function endedAgain(place: Place, structure: Structure, graph: Graph): string[] {
  const before = place.from?.marking.ended
  const seen = new Set<string>(before)
  return place.events.flatMap((event) => {
    const node = event.type === 'elementEntered' ? graph.byId.get(event.element) : undefined
    if (event.type !== 'elementEntered' || node?.type !== 'endEvent' || structure.beside.has(node.index)) return []
    const entry = `${event.scope}/${node.id}`
    const again = seen.has(entry)
    seen.add(entry)
    return again ? [node.id] : []
  })
}

/** Places from which no end can be reached any more. */
function endlessPlaces({ places, graph }: Explored): { place: Place; element: string }[] {
  const before = new Map<Place, Place[]>()
  for (const place of places) {
    for (const next of place.next) {
      const known = before.get(next)
      if (known) known.push(place)
      else before.set(next, [place])
    }
  }
  const open = places.filter(({ closed }) => closed)
  const can = new Set(open)
  for (let at = open.pop(); at; at = open.pop()) {
    for (const earlier of before.get(at) ?? []) {
      if (can.has(earlier)) continue
      can.add(earlier)
      open.push(earlier)
    }
  }
  const lost = places.find((place) => !can.has(place))
  if (!lost) return []
  const alive = [...lost.marking.state.instances.values()].map(({ element }) => element)
  return [{ place: lost, element: alive.find((id) => graph.byId.get(id)!.type !== 'process') ?? alive[0]! }]
}

/** The first elements of each part that no case can reach; what only an error or escalation reaches may wait for one. */
function deadElements(graph: Graph, { entered }: Explored): string[] {
  const thrown = graph.nodes.filter(
    (node) =>
      (node.type === 'boundaryEvent' || node.type === 'startEvent') &&
      node.triggers.some(({ kind }) => /^(error|escalation|compensate|cancel)$/.test(kind)),
  )
  const after = graph.nodes.map((node) => [
    ...node.outgoing.map((index) => graph.flows[index]!.target),
    ...('starts' in node ? node.starts : []),
    ...node.boundaries,
  ])
  const excused = reachable(after, [
    ...thrown.map(({ index }) => index),
    ...thrown
      .map(({ parent }) => parent)
      .filter((parent) => {
        const container = graph.nodes[parent]
        return container?.type === 'subProcess' && container.triggeredBy !== undefined
      }),
    ...graph.nodes.filter(({ compensation }) => compensation).map(({ index }) => index),
  ])
  const dead = graph.nodes.filter(
    (node) =>
      node.type !== 'process' &&
      !(node.type === 'eventBasedGateway' && node.instantiate) &&
      !entered.has(node.id) &&
      !excused.has(node.index),
  )
  const ids = new Set(dead.map(({ index }) => index))
  const first = dead.filter(
    (node) =>
      !ids.has(node.parent) &&
      !node.incoming.some((index) => ids.has(graph.flows[index]!.source)) &&
      !(node.type === 'boundaryEvent' && ids.has(node.attachedTo)),
  )
  // Parts that lead round to themselves have no first: any will do.
  return (first.length > 0 ? first : dead.slice(0, 1)).map(({ id }) => id)
}

/** Elements that run by themselves change no value: a way that needs another one behind them says so. */
function withAssumptions(graph: Graph, way: readonly Deed[]): Deed[] {
  let known: Record<string, string> = {}
  return way.map((deed) => {
    if (deed.do !== 'start' && !runsByItself(graph.byId.get(deed.element)!)) known = {}
    const given = Object.entries(deed.variables).map(([name, value]) => [name, JSON.stringify(value)] as const)
    const changed = given.filter(([name, value]) => known[name] !== undefined && known[name] !== value)
    known = { ...known, ...Object.fromEntries(given) }
    const assumed = changed.map(([name, value]) => `${name} has changed to ${value}`)
    return assumed.length > 0 ? { ...deed, assumed: [...deed.assumed, ...assumed] } : deed
  })
}

function wayTo(place: Place): Deed[] {
  const way: Deed[] = []
  for (let at: Place | undefined = place; at?.deed; at = at.from) way.unshift(at.deed)
  return way
}
