import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  china,
  compile,
  decodeState,
  emptyState,
  encodeState,
  replay,
  step,
  type Command,
  type Event,
  type Graph,
  type State,
} from '@lianban/engine'
import { happening, happeningProcess } from '../builders/randomEvents.ts'
import { scopesAreAlive, tokensAreConserved } from './invariants.ts'

const monday = Date.parse('2026-04-27T09:00:00+08:00')
/** After so many commands nobody disturbs any more, and everything is worked off. */
const disturbances = 25

interface Move {
  readonly command: Command
  readonly at: number
  /** The same command again finds nothing to do. */
  readonly once: boolean
  /** Nearer to the end of the case; what disturbs comes last. */
  readonly rank: number
}

/** Everything that may happen to the case now. */
function movesOf(state: State, graph: Graph, now: number): Move[] {
  const moves: Move[] = []
  for (const instance of state.instances.values()) {
    const { key, element, task, job, called, incident, timers = [], subscriptions = [] } = instance
    const own = (waiting: string): boolean => {
      const node = graph.byId.get(waiting)
      return waiting === element || node?.type === 'intermediateCatchEvent'
    }
    const add = (command: Command, rank: number, once = true, at = now): void =>
      void moves.push({ command, at, once, rank })
    if (task) add({ type: 'completeTask', key, by: 'li' }, 0)
    if (called !== undefined) add({ type: 'completeCall', key, variables: {} }, 0)
    if (job && !incident) {
      add({ type: 'completeJob', key }, 0)
      add({ type: 'failJob', key, retries: 0, message: 'no' }, 3, false)
      add({ type: 'throw', key, kind: 'error', code: 'E1' }, 3, false)
      add({ type: 'throw', key, kind: 'escalation', code: 'X1' }, 3, false)
    }
    if (incident) add({ type: 'resolveIncident', key }, 0)
    for (const { element: event, due } of timers)
      add({ type: 'fireTimer', key, element: event, due }, own(event) ? 1 : 2, true, Math.max(now, due))
    for (const { element: event, trigger, kind } of subscriptions) {
      if (kind === 'conditional') add({ type: 'setVariables', variables: { level: 1 } }, own(event) ? 1 : 2, false)
      else add({ type: 'trigger', key, element: event, trigger }, own(event) ? 1 : 2, false)
    }
  }
  return moves
}

async function play(drawn: Parameters<typeof happeningProcess>[0], picks: readonly number[]) {
  const compiled = await compile(happeningProcess(drawn))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  const [graph] = compiled.graphs as [Graph]
  const recorded: { event: Event; at: number }[] = []
  let state = emptyState()
  let now = monday
  const take = (command: Command, at: number): boolean => {
    const before = encodeState(state)
    const result = step(graph, decodeState(before), command, { at, calendar: china })
    if ('rejection' in result) return false
    recorded.push(...result.events.map((event) => ({ event, at: result.state.at })))
    ;({ state } = result)
    now = Math.max(now, at) + 1000
    tokensAreConserved(state)
    scopesAreAlive(state)
    expect(encodeState(replay(recorded))).toBe(encodeState(state))
    return true
  }
  take({ type: 'start', case: 'c', version: 1, variables: { level: 0 } }, now)
  for (let turn = 0; state.status === 'active' && turn < 2000; turn++) {
    const moves = movesOf(state, graph, now)
    const least = Math.min(...moves.map(({ rank }) => rank))
    const fair = moves.find(({ rank }) => rank === least)
    const move = turn < disturbances ? moves[(picks[turn % picks.length] ?? 0) % moves.length] : fair
    if (!move) break
    expect(take(move.command, move.at), JSON.stringify(move.command)).toBe(true)
    const twice = move.once && take(move.command, move.at)
    expect(twice, `again ${JSON.stringify(move.command)}`).toBe(false)
    if (move.command.type === 'setVariables') take({ type: 'setVariables', variables: { level: 0 } }, now)
  }
  return { state, recorded }
}

describe('any process in which things happen, in any order', () => {
  it('conserves its tokens, replays to its state, takes nothing twice and ends when it is left alone', async () => {
    await fc.assert(
      fc.asyncProperty(happening, fc.array(fc.nat(50), { minLength: 1, maxLength: 30 }), async (drawn, picks) => {
        const { state, recorded } = await play(drawn, picks)
        expect(state.status).toBe('completed')
        const again = await play(drawn, picks)
        expect(again.recorded).toEqual(recorded)
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 150) },
    )
  })
})
