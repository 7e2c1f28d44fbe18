import { expect, it } from 'vitest'
import { timeOrderedId } from './ids.ts'

it('makes ids of version 7 that never repeat and stand in the order of time', () => {
  const ids = Array.from({ length: 1000 }, (_, index) => timeOrderedId(1_700_000_000_000 + index))
  expect(ids[0]).toMatch(/^018bcfe5-6800-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(Array.from({ length: 1000 }, () => timeOrderedId(1))).size).toBe(1000)
})
