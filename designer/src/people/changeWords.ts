import type { Organisation, OrganisationChange } from '@lianban/server/contract'
import { useI18n } from 'vue-i18n'
import { useDates } from '../i18n/dates.ts'

type Fields = OrganisationChange['before']

/** What somebody changed, as a sentence and the fields that are other than before. */
export function useChangeWords(organisation: () => Organisation | undefined) {
  const { t, te } = useI18n()
  const dates = useDates()

  function valueOf(field: string, value: unknown): string {
    if (value === null || value === undefined || value === '') return t('people.changes.empty')
    if (typeof value === 'boolean') return t(value ? 'people.changes.yes' : 'people.changes.no')
    if (Array.isArray(value)) return value.map((role) => t(`app.role.${role}`)).join('、')
    const { departments = [], people = [] } = organisation() ?? {}
    const text = String(value)
    if (field === 'from' || field === 'to') return dates.day(text)
    if (field === 'deputy') return people.find(({ id }) => id === text)?.name ?? text
    if (field === 'superior' || field === 'department')
      return departments.find(({ code }) => code === text)?.name ?? text
    return field === 'password' ? t('people.changes.renewed') : text
  }

  const sentenceOf = ({ what, subject, before, after }: OrganisationChange): string => {
    const kind = before === null ? 'made' : after === null ? 'dropped' : 'changed'
    return t(`people.changes.${kind}`, { what: t(`people.changes.what.${what}`), subject })
  }

  function detailsOf({ before, after }: OrganisationChange): { label: string; words: string }[] {
    const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    const at = (from: Fields, field: string): unknown => from?.[field] ?? null
    return fields
      .filter((field) => te(`people.changes.field.${field}`, 'zh-CN'))
      .filter((field) => JSON.stringify(at(before, field)) !== JSON.stringify(at(after, field)))
      .map((field) => {
        const [was, is] = [valueOf(field, at(before, field)), valueOf(field, at(after, field))]
        const words = before && after ? t('people.changes.turned', { before: was, after: is }) : after ? is : was
        return { label: t(`people.changes.field.${field}`), words }
      })
  }

  return { sentenceOf, detailsOf }
}
