import { expect, it } from 'vitest'
import { kindOfExpression } from './kinds.ts'

const known = (path: readonly string[]) =>
  (({ 'form.amount': 'number', 'form.name': 'string', day: 'date', rows: 'list' }) as const)[path.join('.')]

it.each([
  ['form.amount * 2 + 1', 'number'],
  ['form.name + "!"', 'string'],
  ['form.name + 1', undefined],
  ['form.amount > 3 and day < today()', 'boolean'],
  ['day + other', undefined],
  ['if form.amount > 1 then "a" else "b"', 'string'],
  ['if form.amount > 1 then "a" else 2', undefined],
  ['rows[fee > 1]', 'list'],
  ['rows[1]', undefined],
  ['count(rows)', 'number'],
  ['for row in rows return row.fee', 'list'],
  ['{a: 1}', 'context'],
  ['add working days(day, 5)', 'date'],
  ['unknown', undefined],
  ['not FEEL (', undefined],
])('%s is a %s', (source, kind) => {
  expect(kindOfExpression(source, known)).toBe(kind)
})
