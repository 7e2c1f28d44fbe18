import { isEnglish, type Locale } from '../schema/words.ts'

const chinese = {
  required: '必填',
  requiredNote: '带 * 的项目必须填写。',
  choose: '请选择',
  none: '未填写',
  yes: '是',
  no: '否',
  add: '添加一行',
  remove: '删除',
  row: (n: number) => `第 ${n} 行`,
  noRows: '还没有内容。',
  problems: (n: number) => `有 ${n} 处需要修改：`,
}

const english: typeof chinese = {
  required: 'required',
  requiredNote: 'Fields marked * are required.',
  choose: 'Choose',
  none: 'Not filled in',
  yes: 'Yes',
  no: 'No',
  add: 'Add a row',
  remove: 'Remove',
  row: (n) => `Row ${n}`,
  noRows: 'Nothing here yet.',
  problems: (n) => (n === 1 ? 'One thing needs a change:' : `${n} things need a change:`),
}

export const wordsOf = (locale: Locale): typeof chinese => (isEnglish(locale) ? english : chinese)
