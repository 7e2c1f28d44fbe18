import { expect, test } from 'vitest'
import { readCondition, writeCondition } from './condition.ts'

test.each([
  ['=reception.outcome = "accept"', { variable: 'reception.outcome', comparison: '=', value: 'accept' }],
  ['=project.area >= 3000', { variable: 'project.area', comparison: '>=', value: 3000 }],
  ['=project.specialFire = true', { variable: 'project.specialFire', comparison: '=', value: true }],
  ['=结论 != "不予受理"', { variable: '结论', comparison: '!=', value: '不予受理' }],
] as const)('%s can be chosen in words and is written back unchanged', (source, condition) => {
  expect(readCondition(source)).toEqual(condition)
  expect(writeCondition(condition)).toBe(source)
})

test.each(['=a = 1 and b = 2', '=count(opinions) > 2', '=a = b', ''])('%s stays an expression', (source) => {
  expect(readCondition(source)).toBeUndefined()
})

test('quotes inside a text survive', () => {
  const condition = { variable: 'note', comparison: '=', value: 'say "yes"' } as const
  expect(readCondition(writeCondition(condition))).toEqual(condition)
})
