import { expect, test } from 'vitest'
import { fields, sections } from '../versions/compare/fields.ts'
import { messagesOf } from './messages.ts'

test.each(['zh-CN', 'en'] as const)('every field and section of a comparison has words in %s', (locale) => {
  const words = messagesOf(locale)['compare'] as { field: object; section: object }
  for (const section of sections) expect(words.section).toHaveProperty(section)
  for (const { word } of Object.values(fields)) expect(words.field).toHaveProperty(word)
})
