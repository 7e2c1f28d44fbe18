import type { CardColour, CardState, ClockView } from '../../contract/index.ts'
import type { Locale } from '../../context.ts'

const zh = {
  total: '汇总',
  items: '事项',
  departments: '部门',
  cards: '督查牌',
  pauses: '暂停计时',
  figure: '指标',
  value: '数值',
  period: '期间',
  received: '收件',
  ended: '办结环节',
  late: '超期',
  rate: '按时率',
  usedShare: '用时占比（中位）',
  department: '部门',
  item: '事项',
  caseNo: '办件编号',
  case: '办件',
  colour: '牌',
  rule: '规则',
  raisedAt: '发牌时间',
  person: '责任人',
  post: '岗位',
  state: '状态',
  explanation: '说明',
  outcome: '处理意见',
  stoppedClocks: '暂停环节',
  excludedDays: '扣除天数',
  extended: '延期环节',
  revoked: '撤销',
  grade: '评定',
  limit: '时限',
  ground: '事由',
  document: '告知书',
  from: '起',
  until: '预计止',
  to: '止',
  by: '经办人',
  leftBefore: '暂停时剩余',
  leftAfter: '恢复时剩余',
  kind: '类别',
  due: '到期日',
  light: '状态灯',
}
type Word = keyof typeof zh

const en: Record<Word, string> = {
  total: 'Summary',
  items: 'Items',
  departments: 'Departments',
  cards: 'Cards',
  pauses: 'Pauses',
  figure: 'Figure',
  value: 'Value',
  period: 'Period',
  received: 'Received',
  ended: 'Limits ended',
  late: 'Late',
  rate: 'On time',
  usedShare: 'Share of limit used (median)',
  department: 'Department',
  item: 'Item',
  caseNo: 'Case no.',
  case: 'Case',
  colour: 'Card',
  rule: 'Rule',
  raisedAt: 'Raised',
  person: 'Person',
  post: 'Post',
  state: 'State',
  explanation: 'Explanation',
  outcome: 'Judgement',
  stoppedClocks: 'Limits paused',
  excludedDays: 'Days excluded',
  extended: 'Limits extended',
  revoked: 'Revoked',
  grade: 'Grade',
  limit: 'Limit',
  ground: 'Ground',
  document: 'Notice',
  from: 'From',
  until: 'Expected until',
  to: 'Until',
  by: 'By',
  leftBefore: 'Left when paused',
  leftAfter: 'Left when resumed',
  kind: 'Kind',
  due: 'Due',
  light: 'Light',
}

const colours: Record<Locale, Record<CardColour | 'none', string>> = {
  'zh-CN': { none: '正常', blue: '蓝牌提醒', yellow: '黄牌', red: '红牌' },
  en: { none: 'in time', blue: 'blue reminder', yellow: 'yellow', red: 'red' },
}
const states: Record<Locale, Record<CardState, string>> = {
  'zh-CN': {
    open: '待说明',
    explained: '已说明',
    accepted: '说明成立',
    rejected: '说明不成立',
    revoked: '已撤销',
    appealed: '申诉中',
    upheld: '维持',
    settled: '已了结',
  },
  en: {
    open: 'to be explained',
    explained: 'explained',
    accepted: 'explanation accepted',
    rejected: 'explanation rejected',
    revoked: 'revoked',
    appealed: 'appealed',
    upheld: 'upheld',
    settled: 'settled',
  },
}
const kinds: Record<Locale, Record<ClockView['kind'], string>> = {
  'zh-CN': { statutory: '法定', promised: '承诺', step: '环节', department: '部门' },
  en: { statutory: 'statutory', promised: 'promised', step: 'step', department: 'department' },
}
const grades: Record<Locale, Record<string, string>> = {
  'zh-CN': { excellent: '优秀', good: '良好', fair: '合格', poor: '不合格' },
  en: { excellent: 'excellent', good: 'good', fair: 'fair', poor: 'poor' },
}
/** Grounds of 行政许可法第四十五条; others are told as the limit names them. */
const grounds: Record<Locale, Record<string, string>> = {
  'zh-CN': {
    hearing: '听证',
    bidding: '招标',
    auction: '拍卖',
    inspection: '检验',
    testing: '检测',
    quarantine: '检疫',
    appraisal: '鉴定',
    expertReview: '专家评审',
  },
  en: {
    hearing: 'hearing',
    bidding: 'bidding',
    auction: 'auction',
    inspection: 'inspection',
    testing: 'testing',
    quarantine: 'quarantine',
    appraisal: 'appraisal',
    expertReview: 'expert review',
  },
}

/** Words of the exported sheets in one language. */
export const exportWords = (locale: Locale) => {
  const words = locale === 'en' ? en : zh
  return {
    of: (word: Word): string => words[word],
    colour: (colour: CardColour | 'none'): string => colours[locale][colour],
    state: (state: CardState): string => states[locale][state],
    kind: (kind: ClockView['kind']): string => kinds[locale][kind],
    grade: (grade: string | null): string => (grade === null ? '' : (grades[locale][grade] ?? grade)),
    ground: (ground: string): string => grounds[locale][ground] ?? ground,
  }
}
export type ExportWords = ReturnType<typeof exportWords>
