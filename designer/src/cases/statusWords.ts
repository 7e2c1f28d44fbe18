import type { CaseStatus } from '@lianban/server/contract'
import { useI18n } from 'vue-i18n'

/** A case's legal status in the language of the screen; a status that a process invented keeps the server's word. */
export function useStatusWords() {
  const { t, te } = useI18n()
  return {
    statusWords: ({ code, name }: CaseStatus): string =>
      te(`cases.legal.${code}`, 'zh-CN') ? t(`cases.legal.${code}`) : name || code,
  }
}
