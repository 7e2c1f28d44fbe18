import { china } from '@lianban/engine'
import { expect, test } from 'vitest'
import { halfDaysAfter } from './instant.ts'

const at = (text: string): number => Date.parse(`2026-${text}:00+08:00`)

test.each([
  ['09-30T00:00', 1, '09-30T12:00'],
  ['09-29T17:30', 1, '09-30T12:00'],
  ['09-30T09:00', 1, '09-30T17:00'],
  ['09-30T14:00', 1, '10-08T12:00'],
  ['09-29T17:30', 3, '10-08T12:00'],
])('after 2026-%s, %i half working days are over at 2026-%s', (since, halfDays, end) => {
  expect(halfDaysAfter(china, at(since), halfDays)).toBe(at(end))
})
