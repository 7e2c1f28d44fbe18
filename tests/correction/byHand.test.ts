import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Command, Graph, Instruction, State } from '@lianban/engine'
import { happening, happeningProcess } from '../builders/randomEvents.ts'
import { bothWays, expectSound, finish, moveOn, openCases, published, started, stateOf } from './liveCases.ts'

const folder = mkdtempSync(join(tmpdir(), 'lianban-by-hand-'))
afterAll(() => rmSync(folder, { recursive: true }))

const reason = 'by hand'
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 40) }

const deed = fc.record({
  what: fc.constantFrom('modify' as const, 'restart' as const, 'suspend' as const, 'goOn' as const, 'move' as const),
  picks: fc.array(fc.nat(60), { minLength: 4, maxLength: 4 }),
})

const pick = <T>(all: readonly T[], at: number): T | undefined => all[at % Math.max(1, all.length)]

function instructionsFor(state: State, graph: Graph, [a, b, c, d]: readonly number[]): Instruction[] {
  const keys = [...state.instances.keys()]
  const tokens = [...state.instances.values()].flatMap(({ key, parked = {} }) =>
    Object.entries(parked).flatMap(([gateway, flows]) =>
      Object.keys(flows).map((flow): Instruction => ({ do: 'dropToken', scope: key, gateway, flow })),
    ),
  )
  const element = pick(graph.nodes, a!)!.id
  const scope = c! % 3 === 0 ? { scope: pick(keys, d!)! } : {}
  const token = c! % 2 === 0 ? pick(tokens, b!) : undefined
  return [
    { do: 'activate', element, ...scope },
    ...(b! % 2 === 0 ? [{ do: 'terminate', key: pick(keys, b!)! } as const] : []),
    ...(token ? [token] : []),
  ]
}

describe('whatever is corrected by hand, in any order', () => {
  it('does what the dry run says and keeps every invariant', async () => {
    let number = 0
    const done = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(happening, fc.array(deed, { minLength: 3, maxLength: 10 }), async (drawn, deeds) => {
        const file = join(folder, `${number++}.db`)
        const runtime = await openCases(file)
        try {
          const graph = await published(runtime, happeningProcess(drawn))
          const id = await started(runtime)
          for (const { what, picks } of deeds) {
            const state = await stateOf(runtime, id)
            if (state.status !== 'active') break
            if (what === 'move') {
              if (!state.suspended) await moveOn(runtime, id, picks)
              continue
            }
            const point = await runtime.pointBefore(id, 1 + (picks[0]! % state.seq))
            if (!point && what === 'restart') continue
            const commands: Record<typeof what, Command> = {
              modify: { type: 'modify', instructions: instructionsFor(state, graph, picks), reason, by: 'admin' },
              restart: { type: 'restart', point: point!, reason, by: 'admin' },
              suspend: { type: 'suspend', reason },
              goOn: { type: 'goOn' },
            }
            const tried = await bothWays(runtime, id, commands[what])
            const word = 'rejection' in tried ? `${what} refused` : what
            done.set(word, (done.get(word) ?? 0) + 1)
          }
          await expectSound(runtime, file, [id])
          if ((await stateOf(runtime, id)).suspended) await runtime.dispatch(id, { type: 'goOn' })
          await finish(runtime, id)
          await expectSound(runtime, file, [id])
        } finally {
          await runtime.close()
          rmSync(file, { force: true })
        }
      }),
      runs,
    )
    for (const what of ['modify', 'modify refused', 'restart', 'suspend', 'goOn'])
      expect(done.get(what) ?? 0, what).toBeGreaterThan(0)
  }, 900_000)

  it('a case that is put back to any point of its past goes to its end again', async () => {
    let number = 0
    await fc.assert(
      fc.asyncProperty(
        happening,
        fc.array(fc.nat(50), { minLength: 1, maxLength: 12 }),
        fc.nat(),
        async (drawn, picks, at) => {
          const file = join(folder, `again${number++}.db`)
          const runtime = await openCases(file)
          try {
            await published(runtime, happeningProcess(drawn))
            const id = await started(runtime)
            await moveOn(runtime, id, picks)
            const { seq, status } = await stateOf(runtime, id)
            const point = await runtime.pointBefore(id, 1 + (at % seq))
            if (!point || status !== 'active') return
            await bothWays(runtime, id, { type: 'restart', point, reason, by: 'admin' })
            const names = ({ instances }: Pick<State, 'instances'>): string[] =>
              [...instances.values()].map(({ element }) => element).toSorted()
            expect(names(await stateOf(runtime, id))).toEqual(point.instances.map(({ element }) => element).toSorted())
            await expectSound(runtime, file, [id])
            expect((await finish(runtime, id)).status).toBe('completed')
          } finally {
            await runtime.close()
            rmSync(file, { force: true })
          }
        },
      ),
      runs,
    )
  }, 900_000)
})
