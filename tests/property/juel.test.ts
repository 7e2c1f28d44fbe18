import fc from 'fast-check'
import { expect, it } from 'vitest'
import { china, compileFeel, type Json } from '@lianban/engine'
import { juelToFeel } from '@lianban/engine/convert'
import { known, typed, wild } from './juel/arbitrary.ts'
import { evaluate, Thrown } from './juel/evaluate.ts'
import { written, type Known, type Tree, type Value } from './juel/tree.ts'

/** What the engine makes of the FEEL. */
function result(feel: string, variables: Known) {
  const compiled = compileFeel(feel)
  if (!compiled.ok) throw new Error(`Expected FEEL, but ${compiled.trouble}`)
  return compiled.expression.evaluate((name) => variables[name], { at: 0, calendar: china })
}

function reference(tree: Tree, variables: Known): { value: Value } | undefined {
  try {
    return { value: evaluate(tree, variables) }
  } catch (error) {
    if (error instanceof Thrown) return undefined
    throw error
  }
}

/** FEEL computes with decimals, Java with binary fractions. */
const near = (value: Json | Value): unknown => (typeof value === 'number' ? Math.round(value * 1e9) / 1e9 + 0 : value)

it.each(['truth', 'number', 'text'] as const)('a %s of JUEL is the same in FEEL', (kind) => {
  fc.assert(
    fc.property(typed[kind], known, fc.boolean(), (tree, variables, bare) => {
      const source = `\${${written(tree, bare)}}`
      const converted = juelToFeel(source)
      // `empty` within `empty` says its operand again and again: what would be longer than FEEL may be is left to a person.
      const needed = converted.kind === 'not' ? (converted.length ?? 0) : Number.POSITIVE_INFINITY
      expect(needed).toBeGreaterThan(10_000)
      if (converted.kind !== 'feel') return
      const given = result(converted.feel, variables)
      expect([converted.feel, given.ok && near(given.value)]).toEqual([converted.feel, near(evaluate(tree, variables))])
    }),
    { numRuns: 1500 },
  )
})

it('where JUEL turns one kind of value into another, FEEL gives the same value or none', () => {
  let converted = 0
  fc.assert(
    fc.property(wild, known, fc.boolean(), (tree, variables, bare) => {
      const feel = juelToFeel(`\${${written(tree, bare)}}`)
      if (feel.kind !== 'feel') return
      converted++
      const expected = reference(tree, variables)
      const given = result(feel.feel, variables)
      const both = expected && given.ok ? [near(expected.value), near(given.value)] : [null, null]
      expect([feel.feel, both[1]]).toEqual([feel.feel, both[0]])
    }),
    { numRuns: 4000 },
  )
  expect(converted).toBeGreaterThan(1000)
})

it('no text stalls or breaks it', () => {
  const signs = fc.constantFrom(
    '${',
    '}',
    '#{',
    '(',
    ')',
    '[',
    ']',
    "'",
    '"',
    '\\',
    '!',
    '-',
    '?',
    ':',
    '.',
    'a',
    '1',
    ' ',
    '&&',
    'empty ',
    'not ',
    '联',
  )
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 60 }), (parts) => {
      expect(['text', 'feel', 'not']).toContain(juelToFeel(parts.join('')).kind)
    }),
    { numRuns: 2000 },
  )
  for (const deep of ['(', '!', '-', 'a[', 'a?', 'empty ', 'a.b(', '{'])
    expect(juelToFeel(`\${${deep.repeat(5000)}}`).kind).toBe('not')
})
