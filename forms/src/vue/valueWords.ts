import type { FieldComponent, Option } from '../schema/schema.ts'
import { optionLabel, type Locale } from '../schema/words.ts'
import { wordsOf } from './words.ts'

/** A value in words, empty when there is none: options by their labels, yes or no for a tick. */
export function valueWords(component: FieldComponent, value: unknown, locale: Locale): string {
  if (value === undefined || value === null || value === '') return ''
  const words = wordsOf(locale)
  switch (component.type) {
    case 'checkbox':
      return value === true ? words.yes : words.no
    case 'radio':
    case 'select':
      return chosen(component.values, value, locale)
    case 'checklist':
      return Array.isArray(value)
        ? value.map((item) => chosen(component.values, item, locale)).join(words.and)
        : plain(value)
    case 'number':
      return typeof value === 'number' ? value.toLocaleString(locale, { maximumFractionDigits: 10 }) : plain(value)
    case 'datetime':
      return plain(value).replace('T', ' ')
    default:
      return plain(value)
  }
}

function chosen(options: readonly Option[], value: unknown, locale: Locale): string {
  const option = options.find((each) => each.value === value)
  return option ? optionLabel(option, locale) : plain(value)
}

const plain = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))
