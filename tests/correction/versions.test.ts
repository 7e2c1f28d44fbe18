import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { mapAutomatically, type MigrationPlan, type MigrationProblem } from '@lianban/engine'
import { happening, happeningProcess, identified, type Happening } from '../builders/randomEvents.ts'
import { edit, edited } from '../builders/versions.ts'
import { bothWays, expectSound, finish, moveOn, openCases, published, started, stateOf } from './liveCases.ts'

const folder = mkdtempSync(join(tmpdir(), 'lianban-versions-'))
afterAll(() => rmSync(folder, { recursive: true }))

const reason = 'a new version'
/** The form in `npm test`; the long one: PROPERTY_RUNS=300, well over a thousand live cases. */
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 20) }
const casesAPair = 5

/** Large enough that most edits meet something that lives. */
const drawing: fc.Arbitrary<Happening> = fc.record({
  kind: fc.constantFrom('parallel' as const, 'sequence' as const),
  parts: fc.array(happening, { minLength: 2, maxLength: 4 }),
})

/** Ends, or gives up, whatever a person would have to choose. */
function choosing(plan: MigrationPlan, problems: readonly MigrationProblem[]): MigrationPlan {
  const of = (...codes: string[]): string[] =>
    problems.flatMap(({ code, element }) => (codes.includes(code) ? [element] : []))
  return {
    ...plan,
    ends: [...(plan.ends ?? []), ...of('element-gone', 'type-changed', 'loop-changed', 'scope-changed')],
    dropTokens: [...(plan.dropTokens ?? []), ...of('token-lost')],
    dropCompensation: [...(plan.dropCompensation ?? []), ...of('compensation-lost')],
  }
}

describe('live cases of any version go over to any other', () => {
  it('as the dry run says, case by case, and every invariant holds before, afterwards and to the end', async () => {
    let number = 0
    const outcomes = { moves: 0, choice: 0, cannot: 0 }
    await fc.assert(
      fc.asyncProperty(
        drawing,
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        fc.array(fc.array(fc.nat(50), { maxLength: 12 }), { minLength: casesAPair, maxLength: casesAPair }),
        async (drawn, edits, walks) => {
          const file = join(folder, `${number++}.db`)
          const runtime = await openCases(file)
          try {
            const older = identified(drawn)
            const former = await published(runtime, happeningProcess(older))
            const ids: string[] = []
            for (const picks of walks) {
              const id = await started(runtime)
              await moveOn(runtime, id, picks)
              if ((await stateOf(runtime, id)).status === 'active') ids.push(id)
            }
            const next = await published(runtime, happeningProcess(edited(older, edits)))
            const elements = Object.fromEntries(
              mapAutomatically(former, next).flatMap(({ element, to }) => (to === undefined ? [] : [[element, to]])),
            )
            for (const id of ids) {
              let plan: MigrationPlan = { elements }
              for (let turn = 0; turn < 6; turn++) {
                const tried = await bothWays(runtime, id, { type: 'migrate', version: 2, plan, reason, by: 'admin' })
                if (!('rejection' in tried)) {
                  outcomes.moves++
                  break
                }
                const problems = tried.rejection.problems ?? []
                for (const { outcome } of problems) outcomes[outcome]++
                expect(problems, tried.rejection.words).not.toEqual([])
                if (problems.some(({ code }) => code === 'nothing-left' || code === 'listener-changed')) break
                plan = choosing(plan, problems)
              }
            }
            await expectSound(runtime, file, ids)
            for (const id of ids) await finish(runtime, id)
            await expectSound(runtime, file, ids)
          } finally {
            await runtime.close()
            rmSync(file, { force: true })
          }
        },
      ),
      runs,
    )
    // A run in which nothing moves, or nothing is refused, would show nothing.
    for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(0)
  }, 900_000)
})
