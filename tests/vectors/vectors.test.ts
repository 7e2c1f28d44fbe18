import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkout } from '../architecture/checkout.ts'
import { dueOf, type Vector } from './vectors.ts'

const vectors = JSON.parse(readFileSync(join(checkout, 'tests/vectors/domain.json'), 'utf8')) as Vector[]

it.each(vectors)('$id: due on $due', (vector) => {
  expect(dueOf(vector)).toBe(vector.due)
})

it('names what it cannot read', () => {
  expect(() => dueOf({ ...vectors[0]!, calendar: 'XX' })).toThrow('XX')
})
