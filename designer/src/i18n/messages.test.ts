import { expect, test } from 'vitest'
import { messagesOf, type Messages } from './messages.ts'

const keysOf = (words: Messages, prefix = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value, `${prefix}${key}.`),
  )

const placeholdersOf = (words: Messages, key: string): string[] => {
  const text = key.split('.').reduce<Messages | string>((at, part) => (at as Messages)[part] ?? '', words) as string
  return [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
}

test('every word exists in both languages', () => {
  const chinese = keysOf(messagesOf('zh-CN'))
  expect(chinese.length).toBeGreaterThan(100)
  expect(keysOf(messagesOf('en')).sort()).toEqual(chinese.sort())
})

test('a sentence takes the same values in both languages', () => {
  const chinese = messagesOf('zh-CN')
  const english = messagesOf('en')
  const differing = keysOf(chinese).filter(
    (key) => placeholdersOf(chinese, key).join() !== placeholdersOf(english, key).join(),
  )
  expect(differing).toEqual([])
})
