import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileFeel } from '@lianban/engine/feel'
import { china } from '@lianban/engine'
import { adversaries } from './feel/adversaries.ts'

const moment = { at: Date.parse('2026-04-27T09:00:00+08:00'), calendar: china }
const names = (name: string): unknown => (name === 'n' ? 1 : name === 'list' ? [1, 2, 3] : undefined)

/** Trouble in words, or the value. */
function outcome(source: string): { trouble: string } | { value: unknown } {
  const compiled = compileFeel(source)
  if (!compiled.ok) return { trouble: compiled.trouble }
  const result = compiled.expression.evaluate(names, moment)
  return result.ok ? { value: result.value } : { trouble: result.trouble }
}

it.each(Object.entries(adversaries))('%s end by themselves, the same way each time', (_, source) => {
  const first = outcome(source)
  expect(outcome(source)).toEqual(first)
})

it.each([
  ['for i in 1..1000000000 return i', 'it takes more than 200000 steps'],
  ['{f: function(g) g(g), r: f(f)}.r', 'nested deeper than 1500 levels'],
  [adversaries['doubled strings'] as string, 'it builds more than 8000000 bytes'],
  [adversaries['nested quantifiers'] as string, 'it takes more than 200000 steps'],
  ['('.repeat(1000), 'the expression is nested deeper than 400 levels'],
  ['1'.repeat(10_001), 'the expression is longer than 10000 characters'],
])('%s: the trouble names the limit', (source, words) => {
  expect(outcome(source)).toEqual({ trouble: expect.stringContaining(words) })
})

const pieces = fc.constantFrom(
  ...'( ) [ ] { } .. , : ; . < > = != + - * ** / " @ ? if then else for in return some every satisfies function and or not null true 1 0.5 "a" n list item a b c sum( count( [1..3] {a: instance of number list< between /* */ //'.split(
    ' ',
  ),
  '\n',
  '\\',
  '甲',
)

it('any text at all is read to its end or refused with a place inside it', () => {
  const texts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(' '))
  fc.assert(
    fc.property(fc.oneof(texts, fc.string(), fc.string({ unit: 'binary' })), (source) => {
      const compiled = compileFeel(source)
      const position = compiled.ok ? 0 : compiled.position
      expect(position >= 0 && position <= source.length).toBe(true)
      if (compiled.ok) compiled.expression.evaluate(names, moment)
    }),
    { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 3000) },
  )
})
