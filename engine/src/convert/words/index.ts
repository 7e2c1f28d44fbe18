import type { Row } from '../row.ts'
import { remarksEn, rowsEn } from './en.ts'
import { remarksZh, rowsZh } from './zh.ts'

/** A row in plain words. */
export interface RowWords {
  readonly words: string
  /** What a person does about it; only for what is not converted. */
  readonly todo?: string
  /** Where the meaning is not exactly the same. */
  readonly remarks: readonly string[]
}

export function rowWords(row: Row, language: 'zh' | 'en'): RowWords {
  const said: { readonly words: string; readonly todo?: string } = (language === 'zh' ? rowsZh : rowsEn)[row.code]
  const remarks = language === 'zh' ? remarksZh : remarksEn
  const filled = (text: string): string =>
    text.replace(/\{(from|to|detail)\}/g, (_, name: 'from' | 'to' | 'detail') => row[name] ?? '')
  return {
    words: filled(said.words),
    ...(said.todo === undefined ? {} : { todo: filled(said.todo) }),
    remarks: (row.remarks ?? []).map((code) => remarks[code]),
  }
}
