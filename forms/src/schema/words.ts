import type { FormComponent, Option } from './schema.ts'

/** A BCP 47 tag; whatever does not start with `en` is read as Chinese. */
export type Locale = string

export const isEnglish = (locale: Locale): boolean => locale.toLowerCase().startsWith('en')

export function labelOf(component: FormComponent, locale: Locale): string {
  return worded(component, 'label', locale) || ('key' in component ? component.key : '')
}

export const descriptionOf = (component: FormComponent, locale: Locale): string =>
  worded(component, 'description', locale)

export const textOf = (component: FormComponent, locale: Locale): string => worded(component, 'text', locale)

function worded(component: FormComponent, word: 'label' | 'description' | 'text', locale: Locale): string {
  const english = isEnglish(locale) ? component.properties?.[`${word}.en`] : undefined
  const own = (component as { label?: string; description?: string; text?: string })[word]
  const dateLabel =
    word === 'label' && component.type === 'datetime' ? (component.dateLabel ?? component.timeLabel) : undefined
  return english ?? own ?? dateLabel ?? ''
}

export function optionLabel(option: Option, locale: Locale): string {
  const english = isEnglish(locale) ? (option['label.en'] ?? option.properties?.['label.en']) : undefined
  return english ?? option.label
}
