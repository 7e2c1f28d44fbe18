import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  apply,
  china,
  compile,
  emptyState,
  encodeState,
  replay,
  step,
  type Command,
  type Event,
  type Graph,
  type State,
} from '@lianban/engine'
import { block, processOf } from '../builders/randomProcess.ts'
import { tokensAreConserved } from './invariants.ts'

const monday = Date.parse('2026-04-27T09:00:00+08:00')

async function graphOf(bpmn: string): Promise<Graph> {
  const compiled = await compile(bpmn)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.graphs[0]!
}

interface Played {
  readonly state: State
  readonly recorded: { event: Event; at: number }[]
  readonly stepsTaken: number
}

/** Plays a case to its end by completing open tasks in the order that `picks` chooses, checking the invariants at every step. */
function play(graph: Graph, choice: number, picks: readonly number[], look: (state: State) => void): Played {
  let state = emptyState()
  const recorded: { event: Event; at: number }[] = []
  let at = monday
  let turn = 0
  for (
    let command: Command | undefined = { type: 'start', case: 'c', version: 1, variables: { choice, done: 0 } };
    command;
    turn++
  ) {
    const before = encodeState(state)
    const result = step(graph, state, command, { at, calendar: china })
    if ('rejection' in result) throw new Error(result.rejection.words)
    expect(encodeState(state)).toBe(before)
    recorded.push(...result.events.map((event) => ({ event, at: result.state.at })))
    state = result.state
    look(state)
    const open = [...state.instances.values()].filter(({ task }) => task)
    const chosen = open[(picks[turn % picks.length] ?? 0) % Math.max(1, open.length)]
    command = chosen && { type: 'completeTask', key: chosen.key, by: 'li' }
    at += 60_000
  }
  return { state, recorded, stepsTaken: turn }
}

describe('any sound process, in any order of commands', () => {
  const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 150) }
  const stories = [
    block,
    fc.integer({ min: 0, max: 9 }),
    fc.array(fc.nat(20), { minLength: 1, maxLength: 12 }),
  ] as const

  it('ends, with its tokens conserved at every step', async () => {
    await fc.assert(
      fc.asyncProperty(...stories, async (drawn, choice, picks) => {
        const { state } = play(await graphOf(processOf(drawn)), choice, picks, tokensAreConserved)
        expect(state.status).toBe('completed')
        expect([...state.instances.keys()]).toEqual([1])
      }),
      runs,
    )
  })

  it('has a record whose fold is its state, by replay and by apply', async () => {
    await fc.assert(
      fc.asyncProperty(...stories, async (drawn, choice, picks) => {
        const { state, recorded } = play(await graphOf(processOf(drawn)), choice, picks, () => {})
        expect(encodeState(replay(recorded))).toBe(encodeState(state))
        const folded = recorded.reduce((at, { event, at: instant }) => apply(at, event, instant), emptyState())
        expect(encodeState(folded)).toBe(encodeState(state))
      }),
      runs,
    )
  })

  it('gives the same record for the same commands', async () => {
    await fc.assert(
      fc.asyncProperty(...stories, async (drawn, choice, picks) => {
        const graph = await graphOf(processOf(drawn))
        expect(play(graph, choice, picks, () => {}).recorded).toEqual(play(graph, choice, picks, () => {}).recorded)
      }),
      runs,
    )
  })

  it('takes no command twice', async () => {
    await fc.assert(
      fc.asyncProperty(...stories, async (drawn, choice, picks) => {
        const graph = await graphOf(processOf(drawn))
        const completed = new Set<number>()
        const { state, recorded } = play(graph, choice, picks, () => {})
        for (const { event } of recorded) {
          if (event.type !== 'taskCompleted') continue
          expect(completed.has(event.key)).toBe(false)
          completed.add(event.key)
        }
        for (const key of completed) {
          expect(
            step(graph, state, { type: 'completeTask', key, by: 'li' }, { at: monday, calendar: china }),
          ).toHaveProperty('rejection')
        }
      }),
      runs,
    )
  })
})
