import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Run as FeelRun } from '../../expression/run.ts'
import type { FeelValue } from '../../expression/values/value.ts'
import { china } from '../../time/index.ts'
import { compileTest, type FeelScope } from '../feel.ts'
import type { Run } from '../run.ts'
import { feelValue } from '../values.ts'
import { matcherOf } from './matcher.ts'
import type { Cell, Rule } from './table.ts'

const scope: FeelScope = { names: new Map(), entries: new Set(), isOfType: () => undefined }
const lookup = (name: string): unknown => (name === 'limit' ? 3 : undefined)
const run: Run = {
  feel: new FeelRun({
    moment: { at: 0, calendar: china },
    names: lookup,
    limits: { steps: Infinity, depth: 1000, size: Infinity },
  }),
  warn: () => undefined,
  decided: () => undefined,
  explaining: false,
}

function cell(source: string): Cell {
  const compiled = compileTest(source, scope)
  if ('trouble' in compiled) throw new Error(compiled.trouble)
  return { source, node: compiled.feel.node, test: compiled.program }
}

const constants = ['-', '1', '2.5', '"a"', '"b"', 'true', 'false', 'null', '@"2026-03-01"', 'duration("P1D")']
const source = fc.oneof(
  fc.constantFrom(...constants, '< 2', '>= 1', '[1..3)', '(1..3]', '1, 3', 'not(1)', 'not("a", "b")', '!= 2'),
  fc.constantFrom('> @"2026-02-01"', '[@"2026-01-01"..@"2026-03-01"]', '< limit', '? > 2', '[limit..5]', '"a", 1'),
)
const numeric = fc.constantFrom('-', '1', '< 2', '>= 1', '[1..3)', '(1..3]', '1, 3', 'not(1)', '!= 2', '? > 2')
const textual = fc.constantFrom('-', '"a"', '"b"', '"a", "b"', 'not("a")', 'not("a", "b")')
const value = fc.constantFrom<FeelValue>(
  ...[null, 0, 1, 2, 2.5, 3, 4, 'a', 'b', 'c', '', true, false],
  ...[feelValue('date', '2026-03-01'), feelValue('date', '2026-01-15'), feelValue('duration', 'P1D')],
)

const rules = (column: fc.Arbitrary<string>, other: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(column, other), { minLength: 1, maxLength: 40 })

test('rules that are looked up are those whose cells hold when they are evaluated', () => {
  fc.assert(
    fc.property(
      fc.oneof(rules(source, source), rules(numeric, textual)),
      fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 10 }),
      (cells, tried) => {
        const table: Rule[] = cells.map((sources) => ({
          cells: sources.map(cell),
          outputs: [],
          results: [],
          annotations: [],
        }))
        const match = matcherOf(table, 2)
        for (const values of tried) {
          const expected = table.flatMap((rule, index) =>
            rule.cells.every(({ test: holds }, input) => holds(values[input]!, lookup, run) === true) ? [index] : [],
          )
          expect(match(values, lookup, run)).toEqual(expected)
        }
      },
    ),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 300) },
  )
})
