import fc from 'fast-check'
import { expect, it } from 'vitest'
import { china } from '../time/index.ts'
import { compileFeel, interpret } from './feel.ts'
import type { Names } from './expression.ts'

const moment = { at: Date.parse('2026-04-27T09:00:00+08:00'), calendar: china }

const value = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 1, -2, 5, 0.5, '', 'a', 'b', 'refuse'),
  fc.record({ a: fc.constantFrom<unknown>(null, 1, 'a', true), b: fc.constantFrom<unknown>(2, 'b', { c: 3 }) }),
  fc.array(fc.constantFrom(1, 'a', null), { maxLength: 3 }),
)
const variables = fc.record({ n: value, m: value, s: value }, { requiredKeys: [] })

const expression = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'n',
      'm',
      's',
      'n.a',
      'm.b',
      's.b.c',
      'missing',
      '1',
      '2.5',
      '-3',
      '0',
      '"a"',
      '"refuse"',
      'true',
      'false',
      'null',
    ),
    fc
      .tuple(tie('any'), fc.constantFrom('=', '!=', '<', '<=', '>', '>=', '+', '-', '*', '/', 'and', 'or'), tie('any'))
      .map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
    fc.tuple(tie('any'), tie('any'), tie('any')).map(([a, b, c]) => `if ${a} then ${b} else ${c}`),
    tie('any').map((a) => `not(${a})`),
  ),
})).any

it('a compiled expression answers as the interpreter does, trouble included', () => {
  fc.assert(
    fc.property(expression, variables, (source, given) => {
      const compiled = compileFeel(source)
      if (!compiled.ok) return
      const names: Names = (name) => (Object.hasOwn(given, name) ? given[name as keyof typeof given] : undefined)
      expect(compiled.expression.evaluate(names, moment)).toEqual(
        interpret(source, compiled.expression.names, names, moment),
      )
    }),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 3000) },
  )
})
