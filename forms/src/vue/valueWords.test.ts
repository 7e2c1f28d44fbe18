import { expect, test } from 'vitest'
import type { FieldComponent } from '../schema/schema.ts'
import { valueWords } from './valueWords.ts'

const values = [
  { label: '同意', value: 'agree', 'label.en': 'Agree' },
  { label: '是', value: true },
]

test.each<[FieldComponent, unknown, string]>([
  [{ type: 'radio', key: 'a', values }, 'agree', '同意'],
  [{ type: 'radio', key: 'a', values }, true, '是'],
  [{ type: 'select', key: 'a', values }, 'withdrawn option', 'withdrawn option'],
  [{ type: 'checklist', key: 'a', values }, ['agree', true], '同意、是'],
  [{ type: 'checkbox', key: 'a' }, false, '否'],
  [{ type: 'number', key: 'a' }, 52300.5, '52,300.5'],
  [{ type: 'number', key: 'a' }, 'not yet', 'not yet'],
  [{ type: 'datetime', key: 'a', subtype: 'datetime' }, '2026-05-09T08:30', '2026-05-09 08:30'],
  [{ type: 'textfield', key: 'a' }, null, ''],
])('%j with %j reads %j', (component, value, words) => {
  expect(valueWords(component, value, 'zh-CN')).toBe(words)
})

test('options have English labels', () => {
  expect(valueWords({ type: 'radio', key: 'a', values }, 'agree', 'en')).toBe('Agree')
  expect(valueWords({ type: 'checklist', key: 'a', values }, ['agree', true], 'en')).toBe('Agree, 是')
})
