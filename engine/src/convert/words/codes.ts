import type { remarksEn, rowsEn } from './en.ts'

export type RowCode = keyof typeof rowsEn
export type RemarkCode = keyof typeof remarksEn
