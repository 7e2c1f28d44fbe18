import { expect } from 'vitest'
import {
  china,
  compile,
  emptyState,
  encodeState,
  replay,
  step,
  type Command,
  type Event,
  type Graph,
  type Rejection,
  type RestartPoint,
  type State,
} from '@lianban/engine'
import { scopesAreAlive, tokensAreConserved } from '../property/invariants.ts'

export const monday = Date.parse('2026-04-27T09:00:00+08:00')
export const hour = 3_600_000

export async function graphOf(bpmn: string): Promise<Graph> {
  const compiled = await compile(bpmn)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.graphs[0]!
}

function isTheFoldOf(recorded: readonly { event: Event; at: number }[], state: State): void {
  expect(encodeState(replay(recorded))).toBe(encodeState(state))
}

function isUntouched(state: State, before: string): void {
  expect(encodeState(state)).toBe(before)
}

/** One case over the pure step, with every invariant looked at after each command. */
export class Played {
  graph: Graph
  state: State = emptyState()
  at = monday
  readonly recorded: { event: Event; at: number }[] = []

  constructor(graph: Graph) {
    this.graph = graph
  }

  /** The events of the command; a rejection fails the test. */
  take(command: Command, former?: Graph): Event[] {
    const result = step(this.graph, this.state, command, {
      at: this.at,
      calendar: china,
      ...(former ? { former } : {}),
    })
    if ('rejection' in result) throw new Error(`${result.rejection.code}: ${result.rejection.words}`)
    this.state = result.state
    this.recorded.push(...result.events.map((event) => ({ event, at: this.state.at })))
    tokensAreConserved(this.state)
    scopesAreAlive(this.state)
    isTheFoldOf(this.recorded, this.state)
    return [...result.events]
  }

  /** Why the command is refused; nothing of it is left. */
  refused(command: Command, former?: Graph): Rejection {
    const before = encodeState(this.state)
    const result = step(this.graph, this.state, command, {
      at: this.at,
      calendar: china,
      ...(former ? { former } : {}),
    })
    if (!('rejection' in result)) throw new Error(`Expected ${command.type} to be refused`)
    isUntouched(this.state, before)
    return result.rejection
  }

  keyOf(element: string, position?: number): number {
    const found = [...this.state.instances.values()].find(
      (one) => one.element === element && (position === undefined || one.position === position),
    )
    if (!found) throw new Error(`Expected ${element} to live, but there are ${this.living().join(' ')}`)
    return found.key
  }

  instance = (element: string, position?: number) => this.state.instances.get(this.keyOf(element, position))!

  complete(element: string, variables = {}): void {
    const open = [...this.state.instances.values()].find((one) => one.element === element && one.task)
    this.take({ type: 'completeTask', key: open?.key ?? this.keyOf(element), by: 'li', variables })
  }

  /** Ids of the live elements but the process, sorted. */
  living = (): string[] =>
    [...this.state.instances.values()]
      .filter(({ key }) => key !== 1)
      .map(({ element }) => element)
      .toSorted()

  /** Where the case stood after its event `seq`. */
  point(seq: number): RestartPoint {
    const { at, version, businessStatus, instances } = replay(this.recorded.slice(0, seq))
    return { seq, at, version, ...(businessStatus ? { businessStatus } : {}), instances: [...instances.values()] }
  }
}

export async function given(bpmn: string, variables = {}): Promise<Played> {
  const played = new Played(await graphOf(bpmn))
  played.take({ type: 'start', case: 'c', version: 1, variables })
  return played
}
