import type { Change } from '@lianban/engine'
import { useI18n } from 'vue-i18n'
import { fieldOf, sections, type Section } from './fields.ts'

export interface Sentence {
  readonly section: Section
  readonly change: Change
  readonly words: string
}

/** Changes as sentences in the language of the screen, by section. */
export function useSentences() {
  const { t } = useI18n()

  function words(change: Change): string {
    const { what, field = '', before, after } = change
    const name = change.name || change.element
    if (what !== 'changed') return t(`compare.${what}`, { name })
    const known = fieldOf(field)
    const values = {
      name,
      field: known ? t(`compare.field.${known.word}`) : field,
      before: say(before),
      after: say(after),
    }
    if (before === undefined) return t('compare.gets', values)
    return after === undefined ? t('compare.loses', values) : t('compare.changes', values)
  }

  function say(value: unknown): string {
    if (value === '' || value === null || value === undefined) return t('compare.nothing')
    if (typeof value === 'boolean') return t(value ? 'compare.yes' : 'compare.no')
    if (Array.isArray(value)) return value.length === 0 ? t('compare.nothing') : value.map(item).join(', ')
    return typeof value === 'object' ? item(value) : String(value).trim()
  }

  const sentences = (changes: readonly Change[]): ReadonlyMap<Section, readonly Sentence[]> => {
    const all = changes.map((change): Sentence => ({ section: sectionOf(change), change, words: words(change) }))
    const found = sections.map((section) => [section, all.filter((one) => one.section === section)] as const)
    return new Map(found.filter(([, some]) => some.length > 0))
  }

  return { sentences }
}

function sectionOf({ what, field = '' }: Change): Section {
  return what === 'changed' ? (fieldOf(field)?.section ?? 'other') : 'steps'
}

/** A mapping as an arrow, other records as they are. */
function item(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const { source, target } = value as { source?: unknown; target?: unknown }
  if (typeof source === 'string' && Array.isArray(target)) return `${source} → ${target.join('.')}`
  return JSON.stringify(value)
}
