import { isEnglish, type Locale } from '../schema/words.ts'

/** What can be wrong with a value. Codes are stable; `words` are for people. */
export type FieldCode =
  'required' | 'type' | 'option' | 'date' | 'minLength' | 'maxLength' | 'pattern' | 'min' | 'max' | 'decimals' | 'rows'

type Words = (label: string, bound: number) => string

const chinese: Record<FieldCode, Words> = {
  required: (label) => `请填写“${label}”`,
  type: (label) => `“${label}”的值类型不对，请重新填写`,
  option: (label) => `“${label}”请从所列选项中选择`,
  date: (label) => `“${label}”不是有效的日期或时间`,
  minLength: (label, n) => `“${label}”至少需要 ${n} 个字`,
  maxLength: (label, n) => `“${label}”最多 ${n} 个字`,
  pattern: (label) => `“${label}”的格式不正确，请核对`,
  min: (label, n) => `“${label}”不能小于 ${n}`,
  max: (label, n) => `“${label}”不能大于 ${n}`,
  decimals: (label, n) => (n === 0 ? `“${label}”应为整数` : `“${label}”最多保留 ${n} 位小数`),
  rows: (label, n) => `“${label}”的行数不对，限 ${n} 行`,
}

const english: Record<FieldCode, Words> = {
  required: (label) => `Please fill in “${label}”`,
  type: (label) => `“${label}” holds the wrong kind of value, please fill it in again`,
  option: (label) => `Please choose “${label}” from the options`,
  date: (label) => `“${label}” is not a valid date or time`,
  minLength: (label, n) => `“${label}” needs at least ${n} characters`,
  maxLength: (label, n) => `“${label}” may have at most ${n} characters`,
  pattern: (label) => `“${label}” does not have the expected format, please check it`,
  min: (label, n) => `“${label}” must not be less than ${n}`,
  max: (label, n) => `“${label}” must not be more than ${n}`,
  decimals: (label, n) => (n === 0 ? `“${label}” must be a whole number` : `“${label}” may have at most ${n} decimals`),
  rows: (label, n) => `“${label}” has the wrong number of rows, the limit is ${n}`,
}

export const messageOf = (code: FieldCode, label: string, bound: number, locale: Locale): string =>
  (isEnglish(locale) ? english : chinese)[code](label, bound)
