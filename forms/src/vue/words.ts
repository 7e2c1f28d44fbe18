import { isEnglish, type Locale } from '../schema/words.ts'

const chinese = {
  choose: '请选择',
  none: '未填写',
  yes: '是',
  no: '否',
  and: '、',
  add: '添加一行',
  remove: '删除',
  row: (n: number) => `第 ${n} 行`,
  noRows: '还没有内容。',
  problems: (n: number) => `有 ${n} 处需要修改：`,
  moreProblems: (n: number) => `另有 ${n} 处，见下面各栏。`,
}

const english: typeof chinese = {
  choose: 'Choose',
  none: 'Not filled in',
  yes: 'Yes',
  no: 'No',
  and: ', ',
  add: 'Add a row',
  remove: 'Remove',
  row: (n) => `Row ${n}`,
  noRows: 'Nothing here yet.',
  problems: (n) => (n === 1 ? 'One thing needs a change:' : `${n} things need a change:`),
  moreProblems: (n) => `${n} more, shown at their fields below.`,
}

export const wordsOf = (locale: Locale): typeof chinese => (isEnglish(locale) ? english : chinese)
