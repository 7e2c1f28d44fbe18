import { expect, it } from 'vitest'
import { china } from '../time/index.ts'
import { explain } from './explain.ts'
import { parseFeel } from './program.ts'
import { Run } from './run.ts'

const moment = { at: Date.parse('2026-04-27T09:00:00+08:00'), calendar: china }

function explained(source: string, variables: Readonly<Record<string, unknown>>) {
  const parsed = parseFeel(source)
  if (!parsed.ok) throw new Error(parsed.trouble)
  const found = explain(parsed.program, new Run({ moment, names: (name) => variables[name] }))
  return { ...found, decided: source.slice(found.decided.from, found.decided.to) }
}

it.each([
  ['a > 1 and b > 1', { a: 0, b: 5 }, 'a > 1'],
  ['a > 1 and b > 1', { a: 2, b: 0 }, 'b > 1'],
  ['a > 1 and b > 1', { a: 2, b: 2 }, 'a > 1 and b > 1'],
  ['a > 1 or b > 1', { a: 0, b: 5 }, 'b > 1'],
  ['a > 1 or (b > 1 and a = 0)', { a: 0, b: 0 }, 'a > 1 or (b > 1 and a = 0)'],
  ['if a > 1 then b > 1 or a > 9 else false', { a: 2, b: 5 }, 'b > 1'],
])('%s with %j is decided by %s', (source, variables, part) => {
  expect(explained(source, variables).decided).toBe(part)
})

it('tells the names that were read by their paths, and not those of functions', () => {
  const form = { applicant: { age: 17 }, rows: [{ fee: 5 }] }
  expect(explained('form.applicant.age >= 18 or count(form.rows) > limit', { form, limit: 3 }).names).toEqual([
    { name: 'form.applicant.age', value: '17' },
    { name: 'form.rows', value: '[{fee: 5}]' },
    { name: 'limit', value: '3' },
  ])
})

it('tells the values of the parts, inner ones first', () => {
  const source = 'a + 1 > b'
  const parts = explained(source, { a: 1, b: 2 }).parts.map(({ from, to, value }) => [source.slice(from, to), value])
  expect(parts).toEqual([
    ['a', '1'],
    ['a + 1', '2'],
    ['b', '2'],
    ['a + 1 > b', 'false'],
  ])
})
