import type { LiveInstance } from '@lianban/server/contract'
import { useI18n } from 'vue-i18n'

/** What a live instance is called, and what it waits for. */
export function useLiveWords() {
  const { t } = useI18n()
  const nameOf = ({ elementName, item }: Pick<LiveInstance, 'elementName' | 'item'>): string =>
    item === undefined ? elementName : t('corrections.item', { element: elementName, n: item })
  const waitsOf = ({ waits }: LiveInstance): string =>
    waits.map((wait) => t(`corrections.waits.${wait}`)).join(t('inbox.confirm.and'))
  return { nameOf, waitsOf }
}
