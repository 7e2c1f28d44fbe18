import { expect, test } from 'vitest'
import { pathOf, valueAt, withValue } from './path.ts'

test('a dotted key leads into nested objects', () => {
  expect(pathOf('project.总面积')).toEqual(['project', '总面积'])
  expect(valueAt({ project: { 总面积: 5200 } }, ['project', '总面积'])).toBe(5200)
})

test.each(['', 'a..b', '1a', 'a b', 'a.constructor', '__proto__', 'x'.repeat(201)])('%j cannot be a key', (key) => {
  expect(pathOf(key)).toBeUndefined()
})

test('inherited properties are no values', () => {
  expect(valueAt({}, ['toString'])).toBeUndefined()
})

test('a value is replaced in a copy, through objects and rows', () => {
  const before = { a: { rows: [{ x: 1 }, { x: 2 }] }, other: {} }
  const after = withValue(before, ['a', 'rows', 1, 'x'], 3)
  expect(after).toEqual({ a: { rows: [{ x: 1 }, { x: 3 }] }, other: {} })
  expect(before.a.rows[1]).toEqual({ x: 2 })
  expect(after.other).toBe(before.other)
})

test('what is missing on the way is made', () => {
  expect(withValue({}, ['applicant', 'name'], '李敏')).toEqual({ applicant: { name: '李敏' } })
})
