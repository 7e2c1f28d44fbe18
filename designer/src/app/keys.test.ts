import { expect, test } from 'vitest'
import { matches } from './keys.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

test('mod is either command or control', () => {
  expect(matches('mod+k', press('k', { ctrlKey: true }))).toBe(true)
  expect(matches('mod+k', press('k', { metaKey: true }))).toBe(true)
  expect(matches('mod+k', press('k'))).toBe(false)
})

test('a plain key does not answer to a browser shortcut', () => {
  expect(matches('j', press('j'))).toBe(true)
  expect(matches('j', press('j', { ctrlKey: true }))).toBe(false)
})

test('a sign that needs shift on some keyboards fits with and without it', () => {
  expect(matches('?', press('?', { shiftKey: true }))).toBe(true)
  expect(matches('?', press('?'))).toBe(true)
})
