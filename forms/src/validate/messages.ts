import { isEnglish, type Locale } from '../schema/words.ts'

/** Words for what can be wrong with a value; the codes `unchosen` and `unticked` are `required` in words that fit the field. */
export type FaultWords =
  | 'required'
  | 'unchosen'
  | 'unticked'
  | 'type'
  | 'option'
  | 'date'
  | 'minLength'
  | 'maxLength'
  | 'pattern'
  | 'min'
  | 'max'
  | 'decimals'
  | 'rows'

/** Stable codes of what can be wrong with a value. */
export type FieldCode = Exclude<FaultWords, 'unchosen' | 'unticked'>

type Words = (label: string, bound: number) => string

const chinese: Record<FaultWords, Words> = {
  required: (label) => `请填写“${label}”`,
  unchosen: (label) => `请选择“${label}”`,
  unticked: (label) => `请勾选“${label}”`,
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

const english: Record<FaultWords, Words> = {
  required: (label) => `Please fill in “${label}”`,
  unchosen: (label) => `Please choose “${label}”`,
  unticked: (label) => `Please tick “${label}”`,
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

export const messageOf = (code: FaultWords, label: string, bound: number, locale: Locale): string =>
  (isEnglish(locale) ? english : chinese)[code](label, bound)

/** The words for a missing value, as one speaks of the field: fill in, choose, tick. */
export function missingWords(type: string): FaultWords {
  if (type === 'checkbox') return 'unticked'
  return ['radio', 'select', 'checklist'].includes(type) ? 'unchosen' : 'required'
}
